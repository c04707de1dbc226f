import type { HistoryEvent, LogEvent } from '@/contracts/dto'

/** Whether the event is a line of the history, rather than what became of earlier ones. */
export function isLine(event: LogEvent): event is HistoryEvent {
  return !('target' in event) && event.kind !== 'messages:erased'
}
