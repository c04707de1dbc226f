import type { MessageId } from '@/contracts/ids'
import type { Committed } from './ports'

export interface LinkPicture {
  /** WebP. */
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  readonly thumbhash: Uint8Array
}

/** What was found behind a link. */
export interface BehindLink {
  readonly title: string
  readonly site: string
  readonly description: string
  readonly picture: LinkPicture | null
}

export interface LinkReader {
  /** In a few seconds at most. Null: nothing to show. Never throws for what others' servers do. */
  read(link: string): Promise<BehindLink | null>
}

/** What is stored of a link; its picture is a blob. */
export interface PreviewToShow {
  readonly url: string
  readonly found: Omit<BehindLink, 'picture'> & {
    readonly picture: (Omit<LinkPicture, 'bytes'> & { readonly blobId: string }) | null
  }
}

export interface LinkPreviews {
  /** Null: there is no such message. `text` is empty when it was deleted everywhere. `shown` is the link whose preview it has. */
  subject(messageId: MessageId): Promise<{ readonly text: string; readonly shown: string | null } | null>
  /** What was found lately behind the same link, for whichever message. */
  known(url: string): Promise<boolean>
  /**
   * Shows what is behind a link with the message, in all its places, if that is still its text; null takes away what is
   * shown. `to` has `found` null: what is known of it is shown. Nothing is committed when it is so already.
   */
  show(
    messageId: MessageId,
    text: string,
    to: { readonly url: string; readonly found: PreviewToShow['found'] | null } | null,
  ): Promise<{ readonly committed: readonly Committed[]; readonly released: readonly string[] }>
}

/** What is done later, once, even if the process dies meanwhile. */
export interface Jobs {
  /** Does nothing more when the same is waiting already. Never throws: a message isn't lost for its preview. */
  lookBehindLink(messageId: MessageId): Promise<void>
}
