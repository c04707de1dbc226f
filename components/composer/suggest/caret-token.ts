import { LIMITS } from '@/server/domain/limits'

/** What is being written right before the caret, that a list can complete. */
export interface CaretToken {
  readonly kind: 'emoji' | 'mention'
  /** Behind the : or @. */
  readonly query: string
  readonly from: number
  readonly to: number
}

// Before it stands no word, and no second colon: 10:30, a@b and std::move are none of these.
const EMOJI = /(?:^|[^\p{L}\p{N}:]):([a-z][a-z0-9_+-]+|[+-]1)$/iu
const MENTION = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{M}\p{N}\p{Emoji_Presentation}\p{Join_Control}._-]*)$/u
const NAMED = /(?:^|[^\p{L}\p{N}:]):([a-z0-9_+-]+):$/iu
const LONGEST = 2 * LIMITS.userNameMaxChars

export function caretToken(text: string, caret: number): CaretToken | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret)
  const emoji = EMOJI.exec(before)?.[1]
  if (emoji !== undefined)
    return { kind: 'emoji', query: emoji.toLowerCase(), from: caret - emoji.length - 1, to: caret }
  const name = MENTION.exec(before)?.[1]
  return name === undefined ? null : { kind: 'mention', query: name, from: caret - name.length - 1, to: caret }
}

/** The name of an emoji that was just written in full, as `:smile:`. */
export function namedBefore(text: string, caret: number): { readonly name: string; readonly from: number } | null {
  const name = NAMED.exec(text.slice(Math.max(0, caret - LONGEST), caret))?.[1]
  return name === undefined ? null : { name: name.toLowerCase(), from: caret - name.length - 2 }
}
