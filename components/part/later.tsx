'use client'

import type { ComponentType, ReactNode } from 'react'
import { PartMissing } from '../update/part-missing'
import { part } from './part'
import { usePart } from './use-part'
import { withApi } from './with-api'

interface Meanwhile {
  /** In its place until it is here. */
  readonly loading?: ReactNode
  /** Where it has no place of its own on screen, that it can't be had is said at the top of it. */
  readonly floating?: boolean
  /** What shows nothing isn't missed: it comes when it can. */
  readonly unseen?: boolean
}

/** A component that is fetched after what a chat needs, or when it is first drawn. What is here is drawn at once. */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
  { loading = null, floating = false, unseen = false }: Meanwhile = {},
): ComponentType<Props> {
  const made = part(() => withApi(fetch))
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where a module begins, as React's lazy is.
  return function Later(props: Props) {
    const { loaded: Loaded, failed, retry } = usePart(made, !unseen)
    if (Loaded) return <Loaded {...props} />
    return failed ? <PartMissing floating={floating} onRetry={retry} /> : loading
  }
}
