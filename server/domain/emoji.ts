import { LIMITS } from './limits'

const PARTS = /^[\p{Emoji}\p{Emoji_Component}]+$/u
const DRAWN = /(?!\p{RI})\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{RI}{2}|^[0-9#*]\uFE0F?\u20E3$/u
const AS_TEXT = /^(?!\p{Emoji_Presentation})\p{Extended_Pictographic}$/u
// The sign for "in colour", where it is in colour anyway.
const TOLD_TWICE = /(\p{Emoji_Presentation})\uFE0F/gu

/**
 * The text as one emoji, in the form in which it is drawn in colour, so that the same is never counted as two. Null:
 * it is none, or more than one.
 */
export function emojiOf(text: string): string | null {
  if (!PARTS.test(text) || !DRAWN.test(text)) return null
  const emoji = AS_TEXT.test(text) ? `${text}\uFE0F` : text.replace(TOLD_TWICE, '$1')
  if (new TextEncoder().encode(emoji).length > LIMITS.emojiMaxBytes) return null
  const [first, second] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(emoji)
  return first !== undefined && second === undefined ? emoji : null
}
