import { createStore, type StoreApi } from 'zustand/vanilla'

/** A store of one value; setting the same value again tells nobody. */
export function cell<T>(initial: T): StoreApi<T> {
  return createStore<T>(() => initial)
}

export function put<T>(store: StoreApi<T>, value: T): void {
  // A function that is given as it is would be asked for the value.
  if (!Object.is(store.getState(), value)) store.setState(() => value, true)
}
