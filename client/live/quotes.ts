import type { MessageChanged, MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { previewOf } from '@/server/domain/preview'
import { withChange } from './timeline'

/** Messages that others answer, cut as previews; null: not open to me. */
export type Quotes = ReadonlyMap<Seq, MessagePosted | null>

export const NO_QUOTES: Quotes = new Map()

/** What was loaded for `seqs`; what is here already stays where it is newer. */
export function withQuotes(quotes: Quotes, seqs: readonly Seq[], loaded: readonly MessagePosted[]): Quotes {
  const merged = new Map(quotes)
  for (const seq of seqs) {
    const event = loaded.find((one) => one.seq === seq) ?? null
    const known = merged.get(seq)
    if (!known || !event || event.message.changedSeq > known.message.changedSeq) merged.set(seq, event)
  }
  return merged
}

/** The same map when the change isn't about one of them. */
export function quotesChanged(quotes: Quotes, change: MessageChanged): Quotes {
  const known = quotes.get(change.target)
  const next = known && withChange(known, change)
  if (!next || next === known) return quotes
  return new Map(quotes).set(change.target, previewOf(next))
}
