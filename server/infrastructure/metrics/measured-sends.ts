import type { MessageLog, SendResult } from '@/server/application/log-ports'
import type { Metrics } from './metrics'

/** The log, with its sends counted and timed. */
export function measuredSends(messages: MessageLog, { sends, sendsWaiting, commit }: Metrics): MessageLog {
  return {
    ...messages,
    async send(list) {
      sendsWaiting.inc(list.length)
      const done = commit.startTimer()
      try {
        const results = await messages.send(list)
        for (const result of results) sends.inc({ outcome: outcomeOf(result) })
        return results
      } catch (error) {
        sends.inc({ outcome: 'failed' }, list.length)
        throw error
      } finally {
        done()
        sendsWaiting.dec(list.length)
      }
    },
  }
}

function outcomeOf(result: SendResult): string {
  if (!result.ok) return result.error.code
  return result.committed ? 'sent' : 'repeated'
}
