import type { Target } from './target'

/** Starts a server for as long as `work` takes. */
export async function using<Used extends Target, T>(
  start: () => Promise<Used>,
  work: (target: Used) => Promise<T>,
): Promise<T> {
  const target = await start()
  try {
    return await work(target)
  } finally {
    await target.stop()
  }
}
