'use client'

import { usePart } from '../part/use-part'
import { toasts } from './toast'

/** Once, in the layout: draws what `toast` says, as soon as what draws it is here. */
export function Toasts() {
  const { loaded } = usePart(toasts, false)
  return loaded && <loaded.Toaster />
}
