import { busy } from '@/server/domain/errors'
import type { MessageLog } from './log-ports'

/** Messages that one process stores, or has wait to be stored. Beyond it whoever sends waits in their outbox. */
const SENDS_AT_ONCE = 1_000

/**
 * A log whose queue of sends has an end. Nothing of what is refused was tried.
 * @throws KithError `busy` from `send`
 */
export function boundedSends(messages: MessageLog, max = SENDS_AT_ONCE): MessageLog {
  let underWay = 0
  return {
    ...messages,
    async send(list) {
      if (underWay > 0 && underWay + list.length > max) throw busy()
      underWay += list.length
      try {
        return await messages.send(list)
      } finally {
        underWay -= list.length
      }
    },
  }
}
