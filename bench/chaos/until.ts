import type { ReadonlyStore } from '@/client/kith'

/** Resolves when the state is so. @throws when it takes longer */
export function until<T>(store: ReadonlyStore<T>, reached: (state: T) => boolean, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      stop()
      reject(new Error(`It didn’t happen within ${timeoutMs / 1_000} s.`))
    }, timeoutMs)
    const look = () => {
      if (!reached(store.getState())) return
      clearTimeout(giveUp)
      stop()
      resolve()
    }
    const stop = store.subscribe(look)
    look()
  })
}
