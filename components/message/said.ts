import type { PendingMessage } from '@/client/kith'
import type { MessagePosted } from '@/contracts/dto'

/** A message of mine on its way, or anybody's that is kept: one row draws both, so that nothing is lost when it is sent. */
export type Said = PendingMessage | MessagePosted

export const isKept = (said: Said): said is MessagePosted => said.kind === 'message:posted'

/** What both say in the same words. */
export const contentOf = (said: Said) => (isKept(said) ? said.message : said)
