import type { Lease } from './lease'
import type { OutboxKept } from './outbox-kept'
import { heldMerged } from './outbox-merge'
import type { OutboxRecord } from './outbox-record'
import type { OutboxSender } from './outbox-sender'
import type { OutboxUploads } from './outbox-uploads'
import type { TabMessage, Tabs } from './tabs'

interface Followed {
  readonly tabs: Tabs
  readonly lease: Lease
  readonly kept: OutboxKept
  readonly uploads: OutboxUploads
  readonly sender: OutboxSender
}

/** Takes over what other tabs make of what waits. The one that sends has the last word on how far it is. */
export function followTabs({ tabs, lease, kept, uploads, sender }: Followed, drain: () => void): void {
  tabs.listen((message) => {
    if (kept.stopped) return
    if (message.kind === 'outbox:removed') kept.followRemoval(message.clientId)
    else heard(message)
  })

  function heard({ record, held, files = [] }: Extract<TabMessage, { kind: 'outbox:put' }>): void {
    kept.files.put(files)
    const known = kept.records.get(record.clientId)
    if (lease.held && known && !held) asked(known, record)
    else kept.follow(record)
    drain()
  }

  /** Another tab changed what this one sends. */
  function asked(known: OutboxRecord, wanted: OutboxRecord): void {
    if (wanted.status !== 'waiting' || known.status !== 'sending') {
      uploads.abortPaused(wanted)
      kept.keep(heldMerged(known, wanted))
    } else if (!known.sent || known.after === undefined) {
      // It had just gone out.
      sender.revise(known, { kind: 'message:edited', text: wanted.text, mentions: wanted.mentions })
    }
  }
}
