import type { Fetch } from './trpc'

const MAX_ITEMS = 20
const MAX_URL_CHARS = 8_000

type Kind = 'query' | 'mutate'

interface Asked {
  readonly path: string
  readonly input: unknown
  readonly signal: AbortSignal | undefined
  readonly resolve: (data: unknown) => void
  readonly reject: (error: unknown) => void
}

type Answer = { readonly result: { readonly data?: unknown } } | { readonly error: { readonly data?: unknown } }

/** What a procedure refused with: `data` as the server formats errors. */
export class ProcedureFailed extends Error {
  readonly data: unknown

  constructor(data: unknown) {
    super('The procedure failed.')
    this.name = 'ProcedureFailed'
    this.data = data
  }
}

export type Ask = (kind: Kind, path: string, input: unknown, signal?: AbortSignal) => Promise<unknown>

/** Asks tRPC's procedures; what is asked for at the same time goes in one request. */
export function trpcBatches(url: string, fetch: Fetch): Ask {
  const waiting: Record<Kind, Asked[]> = { query: [], mutate: [] }

  function send(kind: Kind): void {
    const asked = waiting[kind].splice(0).filter(({ signal }) => !signal?.aborted)
    for (const batch of batches(url, kind, asked)) void post(fetch, url, kind, batch)
  }

  return (kind, path, input, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      if (waiting[kind].length === 0) setTimeout(send, 0, kind)
      waiting[kind].push({ path, input, signal, resolve, reject })
    })
}

function batches(url: string, kind: Kind, asked: readonly Asked[]): Asked[][] {
  const made: Asked[][] = []
  for (const one of asked) {
    const last = made.at(-1)
    const fits =
      last && last.length < MAX_ITEMS && (kind === 'mutate' || urlOf(url, [...last, one]).length <= MAX_URL_CHARS)
    if (fits) last.push(one)
    else made.push([one])
  }
  return made
}

const inputsOf = (batch: readonly Asked[]): string =>
  JSON.stringify(Object.fromEntries(batch.map(({ input }, at) => [at, input])))

const pathOf = (url: string, batch: readonly Asked[]): string =>
  `${url}/${batch.map(({ path }) => path).join(',')}?batch=1`

const urlOf = (url: string, batch: readonly Asked[]): string =>
  `${pathOf(url, batch)}&input=${encodeURIComponent(inputsOf(batch))}`

async function post(fetch: Fetch, url: string, kind: Kind, batch: readonly Asked[]): Promise<void> {
  const signal = whenAllAborted(batch)
  const options = { headers: { 'content-type': 'application/json' }, method: 'POST', body: inputsOf(batch), signal }
  try {
    const answer = await (kind === 'query' ? fetch(urlOf(url, batch), { signal }) : fetch(pathOf(url, batch), options))
    const told = (await answer.json()) as Answer | readonly Answer[]
    for (const [at, one] of batch.entries()) settle(one, Array.isArray(told) ? told[at] : told)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}

function settle({ resolve, reject }: Asked, answer: Answer | undefined): void {
  if (answer && 'result' in answer) resolve(answer.result.data)
  else reject(new ProcedureFailed(answer?.error.data))
}

/** One that isn't waited for any more doesn't take the others' answers away. */
function whenAllAborted(batch: readonly Asked[]): AbortSignal {
  const controller = new AbortController()
  let left = batch.length
  for (const { signal } of batch)
    signal?.addEventListener('abort', () => --left === 0 && controller.abort(signal.reason), { once: true })
  return controller.signal
}
