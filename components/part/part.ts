/** A piece of the app that isn't needed for reading and writing, and is fetched after what is. */
export interface Part<T> {
  /** Null: it isn't here yet. */
  readonly current: () => T | null
  /** Fetches it; anew when it couldn't be had before. */
  readonly load: () => Promise<T>
  /** Tells when it is here. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Every part that what is loaded so far knows of, in the order to fetch them in: a part adds those of its own. */
export const parts: Part<unknown>[] = []

let underWay = 0
/** Then who asked for them deals with their failing. */
export const arePartsUnderWay = (): boolean => underWay > 0

export function part<T>(fetch: () => Promise<T>): Part<T> {
  let here: T | null = null
  let loading: Promise<T> | null = null
  const listeners = new Set<() => void>()

  async function load(): Promise<T> {
    underWay++
    try {
      here = await fetch()
    } catch (error) {
      loading = null
      throw error
    } finally {
      underWay--
    }
    for (const tell of listeners) tell()
    return here
  }

  const made: Part<T> = {
    current: () => here,
    load() {
      loading ??= load()
      return loading
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  parts.push(made)
  return made
}
