import type { Instant, MessageId } from '@/contracts/ids'
import type { RetentionSetting } from '@/server/application/retention-ports'
import { before } from './erase-files'
import type { MemoryMessage, MemoryWorld } from './memory-world'

export function memoryRetention(world: MemoryWorld): RetentionSetting {
  return {
    read: async () => world.retention,
    set: async (retention) => {
      world.retention = retention
    },
    estimate: async ({ messages: messageDays, files: fileDays }) => {
      const now = world.now()
      const isOld = (at: Instant, days: number | null) => days !== null && at <= before(now, days)
      const all = [...world.messages.values()]
      const places = all.flatMap((message) => {
        const losing = isFiled(message) && isOld(message.sentAt, fileDays)
        return message.placements.flatMap(({ conversationId, seq, deletedBy }) => {
          const at = world.conversations.get(conversationId)?.log[seq - 1]?.at ?? message.sentAt
          const old = isOld(at, messageDays)
          const shown = deletedBy === null
          return old || losing ? [{ message, conversationId, at: old ? at : message.sentAt, old, losing, shown }] : []
        })
      })
      const shown = places.filter((place) => place.shown)
      const whole = shown.filter(({ message, old, losing }) => old || (losing && message.text === ''))
      const left = new Set<MessageId>(
        all
          .filter(({ id, placements }) => {
            const own = places.filter(({ message }) => message.id === id)
            return own.some(({ losing }) => losing) || own.filter(({ old }) => old).length === placements.length
          })
          .map(({ id }) => id),
      )
      const files = all
        .filter(({ id, kind }) => left.has(id) && kind !== 'sticker')
        .flatMap(({ attachments }) => attachments)
      const sizes = new Map(files.map(({ blobId, told }) => [blobId, told.size]))
      return {
        messages: new Set(whole.map(({ message }) => message.id)).size,
        conversations: new Set(shown.map(({ conversationId }) => conversationId)).size,
        files: files.length,
        bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
        oldestAt: shown.map(({ at }) => at).sort()[0] ?? null,
        more: false,
      }
    },
  }
}

const isFiled = ({ kind, attachments }: MemoryMessage): boolean => kind !== 'sticker' && attachments.length > 0
