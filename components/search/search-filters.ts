import type { ConversationId, UserId } from '@/contracts/ids'
import type { ContentKind } from '@/contracts/search'

/** What narrows a search down besides words. */
export interface SearchFilters {
  readonly senderId?: UserId
  readonly conversationId?: ConversationId
  readonly kind?: ContentKind
  /** Calendar days of this device, `2026-11-21`, both included. */
  readonly from?: string
  readonly to?: string
}

/** The local day's first instant, and the next day's. */
export function instantsOf({ from, to }: SearchFilters): { after?: string; before?: string } {
  return { ...(from && { after: dayStart(from, 0) }), ...(to && { before: dayStart(to, 1) }) }
}

export function dayStart(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

/** This device's calendar day of an instant. */
export function dayOf(at: Date): string {
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
