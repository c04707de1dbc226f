interface Waiting<Request, Result> {
  readonly request: Request
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers requests for `delayMs` and answers them from one call, which gives a result for each in their order. When
 * it fails, all of them fail.
 */
export function gather<Request, Result>(
  delayMs: number,
  answerAll: (requests: readonly Request[]) => Promise<readonly Result[]>,
): (request: Request) => Promise<Result> {
  let waiting: Waiting<Request, Result>[] = []

  async function answer(): Promise<void> {
    const answered = waiting
    waiting = []
    try {
      const results = await answerAll(answered.map(({ request }) => request))
      for (const [at, { resolve }] of answered.entries()) resolve(results[at] as Result)
    } catch (error) {
      for (const { reject } of answered) reject(error)
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => void answer(), delayMs)
      waiting.push({ request, resolve, reject })
    })
}
