import type { Place } from '@/contracts/dto'
import type { MessageId } from '@/contracts/ids'
import type { Committed } from './log-ports'

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
export interface FoundPreview extends Omit<BehindLink, 'picture'> {
  readonly picture: (Omit<LinkPicture, 'bytes'> & { readonly blobId: string }) | null
}

export interface LinkPreviews {
  /** The message posted there. Null: none. `text` is empty when it was deleted. `shown`: the link whose preview it has. */
  subject(place: Place): Promise<{
    readonly messageId: MessageId
    readonly text: string
    readonly shown: string | null
  } | null>
  /** Whether a message shows what is behind this link already: then it is shown alike with all of them. */
  known(url: string): Promise<boolean>
  /** Keeps what was found, unless the link is known by now. */
  keep(url: string, found: FoundPreview): Promise<void>
  /**
   * Shows what is known of `url` with the message in all its places, if `text` is still its text; null takes away what is
   * shown. Commits nothing when it is so already, or nothing is known. `released`: blobs that may have lost their last row.
   */
  show(
    messageId: MessageId,
    text: string,
    url: string | null,
  ): Promise<{ readonly committed: readonly Committed[]; readonly released: readonly string[] }>
  /**
   * Forgets what was found in the last hour and is shown by no message any more: its message went while that was too new to
   * be told from what is about to be shown. Answers blobs that may have lost their last row.
   */
  forgetUnused(): Promise<readonly string[]>
}

/** What is done later, once, even if the process dies meanwhile. */
export interface Jobs {
  /** Does nothing more when the same is waiting already. Never throws: a message isn't lost for its preview. */
  lookBehindLink(place: Place): Promise<void>
}
