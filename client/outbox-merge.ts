import type { OutboxAttachment } from './outbox-attachment'
import type { OutboxRecord } from './outbox-record'

/** What another tab made of a message that this one sends: its words and wishes count, how far files are is ours. */
export function heldMerged(known: OutboxRecord, wanted: OutboxRecord): OutboxRecord {
  const attachments = known.attachments.map((one) => {
    const wish = wanted.attachments.find(({ id }) => id === one.id)
    return wish ? wished(one, wish) : one
  })
  return { ...wanted, attachments }
}

function wished(known: OutboxAttachment, { state }: OutboxAttachment): OutboxAttachment {
  if (known.state === 'ready') return known
  if (state === 'paused') return { ...known, state }
  if (state !== 'waiting' || (known.state !== 'paused' && known.state !== 'failed')) return known
  const { error: _, ...rest } = known
  return { ...rest, state }
}
