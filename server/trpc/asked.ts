import { TRPCError } from '@trpc/server'

/** A request for procedures, as tRPC's clients make it. */
export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** By names in small letters. */
  readonly headers: Pick<Headers, 'get'>
  readonly body: string
}

/** One of the procedures that a request asks for. */
export interface Call {
  readonly path: string
  /** @throws what is wrong with the input */
  readonly getRawInput: () => Promise<unknown>
}

interface Calls {
  /** They are answered by a list, also when there is only one. */
  readonly isBatch: boolean
  readonly calls: readonly Call[]
}

export const PROCEDURES_PATH = '/api/trpc'

/** @throws TRPCError when none of it can be answered */
export function callsIn(asked: Asked): Calls {
  // Of what pages of other sites may send without asking first, nothing is JSON by its name.
  if (asked.method !== 'GET' && !isJson(asked.headers.get('content-type'))) {
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  }
  const [path = '', query = ''] = splitAt(asked.url, '?')
  const parameters = new URLSearchParams(query)
  const isBatch = parameters.get('batch') === '1'
  const name = decoded(path.slice(PROCEDURES_PATH.length).replace(/^\/|\/$/g, ''))
  const input = inputsOf(asked.method === 'GET' ? (parameters.get('input') ?? '') : asked.body, asked.method, isBatch)
  const paths = isBatch ? name.split(',') : [name]
  return { isBatch, calls: paths.map((path, at) => ({ path, getRawInput: async () => input(at) })) }
}

/** By the place of a call. Read when the first procedure that takes one asks for it. */
function inputsOf(text: string, method: string, isBatch: boolean): (at: number) => unknown {
  let inputs: unknown
  let isRead = false
  return (at) => {
    if (!isRead) inputs = text === '' && method === 'GET' ? undefined : parsed(text)
    isRead = true
    if (!isBatch || inputs === undefined) return inputs
    if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) {
      throw new TRPCError({ code: 'BAD_REQUEST', message: 'The inputs of several calls are an object.' })
    }
    return (inputs as Readonly<Record<number, unknown>>)[at]
  }
}

const isJson = (contentType: string | null): boolean =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause })
  }
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause })
  }
}
