import type { HistoryEvent, LogEvent } from '@/contracts/dto'

/** Whether the event is a line of the history, rather than a change of an earlier one. */
export function isLine(event: LogEvent): event is HistoryEvent {
  return !('target' in event)
}
