import type { UserId } from '@/contracts/ids'

/** What stands around marked words, as it was typed. */
export type Mark = '*' | '**' | '_' | '~' | '~~'

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly mark: Mark; readonly children: readonly Inline[] }
  /** `fence`: the backticks on either side. */
  | { readonly kind: 'code'; readonly fence: string; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** `text` with its @. */
  | { readonly kind: 'mention'; readonly text: string; readonly userId: UserId }

export interface ListItem {
  /** As typed: `-`, `*`, `•`, `2.` or `2)`. Numbers are never changed. */
  readonly marker: string
  /** 0 to 3. */
  readonly depth: number
  readonly children: readonly Inline[]
}

/** A part of a message that takes lines of its own. */
export type Block =
  /** One or more lines; between them stand newlines in its texts. */
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  /** `language` in lower case, as typed otherwise; null: none was named. */
  | { readonly kind: 'code'; readonly language: string | null; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }

export const KIND_OF: Readonly<Record<Mark, 'bold' | 'italic' | 'strike'>> = {
  '*': 'italic',
  '**': 'bold',
  _: 'italic',
  '~': 'strike',
  '~~': 'strike',
}
