import path from 'node:path'
import { z } from 'zod'
import { StartFailure } from './start-failure'

/** What can be set from outside, with its form. Everything has a value that works when it is left out. */
export interface Env {
  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null
  /** 0 takes any free one. */
  readonly port: number
  readonly host: string
  /** Where people reach Kith: an origin, without a slash at its end. Null: wherever a request comes in. */
  readonly url: string | null
  /** Absolute. */
  readonly dataFolder: string
  readonly tls: { readonly certificate: string; readonly key: string } | null
  /** One or several servers. Null: one process, which needs no relay between machines. */
  readonly natsUrl: string | null
  /** Where browsers reach the gateways when that isn't where they got the page. An origin. */
  readonly gatewayUrl: string | null
  /** Null: the one in the data folder's secrets. */
  readonly secret: string | null
  readonly groupMembers: number
  readonly logLevel: LogLevel
}

export type LogLevel = (typeof LOG_LEVELS)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const MIN_SECRET_CHARACTERS = 32

const url = (protocols: string) => z.string().refine((value) => hasProtocol(value, protocols))

const origin = (protocols: string) =>
  z
    .string()
    .refine((value) => hasProtocol(value, protocols) && isBare(new URL(value)))
    .transform((value) => new URL(value).origin)

const servers = (protocols: string) =>
  z.string().refine((value) => value.split(',').every((server) => hasProtocol(server.trim(), protocols)))

function hasProtocol(value: string, protocols: string): boolean {
  return URL.canParse(value) && protocols.split('|').includes(new URL(value).protocol.slice(0, -1))
}

const isBare = ({ pathname, search, hash }: URL) => pathname === '/' && !search && !hash

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to)

const schema = z.object({
  DATABASE_URL: url('postgres|postgresql').optional(),
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  KITH_URL: origin('http|https').optional(),
  KITH_DATA: z.string().default('data'),
  KITH_TLS_CERT: z.string().optional(),
  KITH_TLS_KEY: z.string().optional(),
  NATS_URL: servers('nats|tls').optional(),
  KITH_GATEWAY_URL: origin('http|https').optional(),
  KITH_SECRET: z.string().min(MIN_SECRET_CHARACTERS).optional(),
  KITH_GROUP_MEMBERS: wholeNumber(2, 1000).default(50),
  KITH_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
})

type Variable = keyof z.infer<typeof schema>

/** What a value must be, to go on from "NAME must be". */
const FORM: Record<Variable, string> = {
  DATABASE_URL: 'a Postgres URL like postgresql://user:password@host:5432/kith',
  PORT: 'a whole number from 0 to 65535',
  HOST: 'an address to listen on, like 0.0.0.0',
  KITH_URL: 'the address people use, like https://kith.example.org, without a path',
  KITH_DATA: 'a folder',
  KITH_TLS_CERT: 'a file with a certificate (PEM)',
  KITH_TLS_KEY: 'a file with a private key (PEM)',
  NATS_URL: 'an address like nats://host:4222, or several with commas between',
  KITH_GATEWAY_URL: 'the address browsers reach the gateways at, like https://live.example.org, without a path',
  KITH_SECRET: `a random text of at least ${MIN_SECRET_CHARACTERS} characters`,
  KITH_GROUP_MEMBERS: 'a whole number from 2 to 1000',
  KITH_LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
}

const CONFIDENTIAL: ReadonlySet<string> = new Set(['KITH_SECRET', 'DATABASE_URL', 'NATS_URL'])

/** An empty variable counts as one that isn't set. @throws StartFailure naming the first variable that is wrong */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const { data, error } = schema.safeParse(set)
  if (!data) throw new StartFailure(sentence(String(error?.issues[0]?.path[0]) as Variable, source))
  return {
    databaseUrl: data.DATABASE_URL ?? null,
    port: data.PORT,
    host: data.HOST,
    url: data.KITH_URL ?? null,
    dataFolder: path.resolve(data.KITH_DATA),
    tls: tlsFiles(data.KITH_TLS_CERT, data.KITH_TLS_KEY),
    natsUrl: data.NATS_URL ?? null,
    gatewayUrl: data.KITH_GATEWAY_URL ?? null,
    secret: data.KITH_SECRET ?? null,
    groupMembers: data.KITH_GROUP_MEMBERS,
    logLevel: data.KITH_LOG_LEVEL,
  }
}

function sentence(name: Variable, source: Readonly<Record<string, string | undefined>>): string {
  const value = CONFIDENTIAL.has(name) ? 'something else' : JSON.stringify(source[name])
  return `${name} must be ${FORM[name]}; it is ${value}.`
}

function tlsFiles(certificate: string | undefined, key: string | undefined): Env['tls'] {
  if (certificate && key) return { certificate: path.resolve(certificate), key: path.resolve(key) }
  if (!certificate && !key) return null
  const [present, missing] = certificate ? ['KITH_TLS_CERT', 'KITH_TLS_KEY'] : ['KITH_TLS_KEY', 'KITH_TLS_CERT']
  throw new StartFailure(`${present} is set and ${missing} is not: set both, or neither.`)
}
