import path from 'node:path'
import { z } from 'zod'
import type { FileLimits } from '@/contracts/dto'
import { LIMITS } from './domain/limits'
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
  readonly files: FileLimits
  /** How long after sending a message its words may be changed. */
  readonly editWindowMs: number
  /** Where blobs are. Null: in the data folder. */
  readonly s3: S3Env | null
  /** Where push services reach the operator: a `mailto:` or https address. */
  readonly pushContact: string
  /** Where `/metrics` is. Null: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string } | null
  readonly logLevel: LogLevel
}

export interface S3Env {
  readonly bucket: string
  /** Null: Amazon's, by the region. */
  readonly endpoint: string | null
  readonly region: string
  /** Null: the machine's own role, as the SDK finds it. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key`. */
  readonly pathStyle: boolean
}

export type LogLevel = (typeof LOG_LEVELS)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const MIN_SECRET_CHARACTERS = 32
const MEGA = 1_000_000
const GIGA = 1_000_000_000
const HOUR_MS = 3_600_000

const url = (protocols: string) => z.string().refine((value) => hasProtocol(value, protocols))

const NO_CONTACT = 'mailto:nobody@kith.invalid'

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
  KITH_FILE_MAX_MB: wholeNumber(1, 100_000).default(LIMITS.fileMaxBytes / MEGA),
  KITH_FILE_MAX_MEGAPIXELS: wholeNumber(1, 250).default(LIMITS.filePixelsMax / MEGA),
  KITH_FILES_PER_MESSAGE: wholeNumber(1, LIMITS.attachmentsMax).default(LIMITS.attachmentsMax),
  KITH_QUOTA_GB: wholeNumber(1, 1_000_000).default(LIMITS.quotaBytes / GIGA),
  KITH_EDIT_HOURS: wholeNumber(0, 1_000_000).default(LIMITS.editWindowMs / HOUR_MS),
  KITH_S3_BUCKET: z.string().optional(),
  KITH_S3_ENDPOINT: url('http|https').optional(),
  KITH_S3_REGION: z.string().default('us-east-1'),
  KITH_S3_KEY: z.string().optional(),
  KITH_S3_SECRET: z.string().optional(),
  KITH_S3_PATH_STYLE: z.enum(['yes', 'no']).optional(),
  KITH_PUSH_CONTACT: url('https|mailto').optional(),
  KITH_METRICS_PORT: wholeNumber(0, 65535).optional(),
  KITH_METRICS_HOST: z.string().default('127.0.0.1'),
  KITH_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
})

type Variable = keyof z.infer<typeof schema>

/** The names of all that can be set. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape)

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
  KITH_FILE_MAX_MB: 'a whole number of megabytes from 1 to 100000',
  KITH_FILE_MAX_MEGAPIXELS: 'a whole number from 1 to 250',
  KITH_FILES_PER_MESSAGE: `a whole number from 1 to ${LIMITS.attachmentsMax}`,
  KITH_QUOTA_GB: 'a whole number of gigabytes from 1 to 1000000',
  KITH_EDIT_HOURS: 'a whole number of hours from 0 to 1000000',
  KITH_S3_BUCKET: 'the name of a bucket',
  KITH_S3_ENDPOINT: 'the address of an S3-compatible store, like https://s3.example.org',
  KITH_S3_REGION: 'a region, like eu-central-1',
  KITH_S3_KEY: 'an access key',
  KITH_S3_SECRET: 'the secret of KITH_S3_KEY',
  KITH_S3_PATH_STYLE: 'yes or no',
  KITH_PUSH_CONTACT: 'where you can be reached, like mailto:you@example.org',
  KITH_METRICS_PORT: 'a whole number from 0 to 65535',
  KITH_METRICS_HOST: 'an address to listen on, like 127.0.0.1',
  KITH_LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
}

const CONFIDENTIAL: ReadonlySet<string> = new Set(['KITH_SECRET', 'KITH_S3_SECRET', 'DATABASE_URL', 'NATS_URL'])

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
    files: {
      maxBytes: data.KITH_FILE_MAX_MB * MEGA,
      maxPixels: data.KITH_FILE_MAX_MEGAPIXELS * MEGA,
      perMessage: data.KITH_FILES_PER_MESSAGE,
      quotaBytes: data.KITH_QUOTA_GB * GIGA,
    },
    editWindowMs: data.KITH_EDIT_HOURS * HOUR_MS,
    s3: s3Of(data),
    pushContact: data.KITH_PUSH_CONTACT ?? (data.KITH_URL?.startsWith('https:') ? data.KITH_URL : NO_CONTACT),
    metrics:
      data.KITH_METRICS_PORT === undefined ? null : { port: data.KITH_METRICS_PORT, host: data.KITH_METRICS_HOST },
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

function s3Of(data: z.infer<typeof schema>): S3Env | null {
  const { KITH_S3_BUCKET: bucket, KITH_S3_ENDPOINT: endpoint = null, KITH_S3_REGION: region } = data
  const { KITH_S3_KEY: accessKeyId, KITH_S3_SECRET: secretAccessKey, KITH_S3_PATH_STYLE: pathStyle } = data
  if (!bucket) {
    if (endpoint) throw new StartFailure('KITH_S3_ENDPOINT is set and KITH_S3_BUCKET is not: name the bucket, too.')
    return null
  }
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey)) {
    throw new StartFailure('One of KITH_S3_KEY and KITH_S3_SECRET is set and the other is not: set both, or neither.')
  }
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null
  // Stores of one's own seldom have a name for each bucket.
  return { bucket, endpoint, region, credentials, pathStyle: pathStyle ? pathStyle === 'yes' : endpoint !== null }
}
