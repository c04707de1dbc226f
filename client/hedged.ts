import { asRefusal } from './refusal'

export interface Hedge {
  /** After this the second request, after twice as long again the third, and so on. */
  readonly firstMs: number
  /** Requests at most. */
  readonly max: number
}

/**
 * Asks again while the first request is silent, and takes the first answer: a kept-alive connection may have died
 * without a word, and the next request goes over another. The others are aborted, which takes such connections out of
 * use. For what may be asked twice; each time later, as a server that is slow, and not gone, would have more to do the longer it
 * takes. After Dean and Barroso,
 * "The Tail at Scale" (2013).
 */
export function hedged<T>(
  request: (signal: AbortSignal) => Promise<T>,
  { firstMs, max }: Hedge,
  outer?: AbortSignal,
): Promise<T> {
  const done = new AbortController()
  const signal = outer ? AbortSignal.any([outer, done.signal]) : done.signal
  const first = new Promise<T>((resolve, reject) => {
    let asked = 0
    let failed = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (): void => {
      asked += 1
      timer = asked < max ? setTimeout(ask, firstMs * 2 ** (asked - 1)) : undefined
      request(signal).then(
        (answer) => {
          clearTimeout(timer)
          resolve(answer)
        },
        (error: unknown) => {
          failed += 1
          // The server's word counts; that it wasn't reached, only when no other request is out.
          if (failed < asked && !signal.aborted && asRefusal(error).code === 'busy') return
          clearTimeout(timer)
          reject(error)
        },
      )
    }
    ask()
  })
  return first.finally(() => done.abort())
}
