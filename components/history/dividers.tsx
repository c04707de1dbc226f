import type { ConversationId, Instant } from '@/contracts/ids'
import { askForDate } from '../search/chat-search-open'
import { formatDay } from '../time/format-time'
import { useToday } from '../time/now'

interface DayDividerProps {
  readonly rowKey: string
  readonly at: Instant
  readonly conversationId: ConversationId
}

/** Between messages of two days. Leads to other days. */
export function DayDivider({ rowKey, at, conversationId }: DayDividerProps) {
  useToday()
  return (
    <li data-key={rowKey} className="flex justify-center pt-4 pb-1">
      <button
        type="button"
        title="Jump to a date"
        onClick={() => askForDate(conversationId, at)}
        className="touch-target relative rounded-full bg-note px-3 py-1 text-xs font-medium text-on-note outline-offset-1 hover:underline"
      >
        <time dateTime={at}>{formatDay(at)}</time>
      </button>
    </li>
  )
}

/** Where I left off. */
export function UnreadDivider({ rowKey }: { rowKey: string }) {
  return (
    <li data-key={rowKey} className="pt-4 pb-1">
      <div className="flex items-center gap-3 px-3 text-xs font-semibold text-accent-ink sm:px-6">
        <span aria-hidden className="h-px flex-1 bg-accent/35" />
        Unread messages
        <span aria-hidden className="h-px flex-1 bg-accent/35" />
      </div>
    </li>
  )
}
