import type { Draft } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'

export type Written = Pick<Draft, 'text' | 'replyTo'>

export const NOTHING: Written = { text: '', replyTo: null }

export const isNothing = ({ text, replyTo }: Written): boolean => text === '' && replyTo === null

export const sameWords = (a: Written, b: Written): boolean => a.text === b.text && a.replyTo === b.replyTo

/** When something is written: now, but later than everything that it is written over, whatever the clocks say. */
export function writtenAt(now: number, ...over: readonly (Draft | null)[]): Instant {
  const last = over.reduce((latest, draft) => Math.max(latest, draft ? Date.parse(draft.at) : 0), 0)
  return new Date(Math.max(now, last + 1)).toISOString()
}

/**
 * Of a draft that is here and the one that the server has: what was written last. Except that what somebody is typing
 * just now isn't taken from under their hands by what claims to be from the future.
 * @param typingAt now, where `here` is still being typed
 */
export function newestDraft(here: Draft | null, told: Draft | null, typingAt: number | null): Draft | null {
  if (!here || !told) return here ?? told
  if (here.at > told.at) return here
  const taken = typingAt !== null && Date.parse(told.at) > typingAt && !sameWords(here, told)
  return taken ? { ...here, at: writtenAt(typingAt, told) } : told
}
