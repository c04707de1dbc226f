import type { CSSProperties } from 'react'
import type { UserId } from '@/contracts/ids'

const HUES = [20, 55, 95, 140, 175, 210, 250, 285, 315, 345]

/** A colour of their own for everybody's name in groups; the lightness follows the theme. */
export function nameColor(userId: UserId): CSSProperties {
  const hash = [...userId].reduce((sum, digit) => sum * 31 + digit.charCodeAt(0), 7)
  return { color: `oklch(var(--name-lightness) 0.11 ${HUES[Math.abs(hash) % HUES.length] ?? 20})` }
}
