import type { LogEntry, MessagePosted } from '@/contracts/dto'
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

/** After what went through the gate. The same map when that isn't about one of them. */
export function quotesAfter(quotes: Quotes, entry: LogEntry): Quotes {
  if (entry.kind === 'message:posted')
    return quotes.get(entry.seq) === null ? new Map(quotes).set(entry.seq, previewOf(entry)) : quotes
  if (!('target' in entry)) return quotes
  const known = quotes.get(entry.target)
  const next = known && withChange(known, entry)
  return !next || next === known ? quotes : new Map(quotes).set(entry.target, previewOf(next))
}
