'use client'

import { part } from '../part/part'
import { usePart } from '../part/use-part'

const host = part(() => import('./tooltip-host').then(({ TooltipHost }) => TooltipHost))

/** Once, in the layout: explains buttons, as soon as what does that is here. */
export function Tooltips() {
  const { loaded: Host } = usePart(host, false)
  return Host && <Host />
}
