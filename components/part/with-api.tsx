import type { ComponentType } from 'react'

/** A part with what it asks the server by: that comes with the first part that is fetched, and is the same for all. */
export async function withApi<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): Promise<ComponentType<Props>> {
  const [{ Api }, Drawn] = await Promise.all([import('../api'), fetch()])
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when it is here.
  return function WithApi(props) {
    return (
      <Api>
        <Drawn {...props} />
      </Api>
    )
  }
}
