const FOLD_CHARS = 1_200
const FOLD_LINES = 18
const EMOJI_MAX = 3
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u

/** The beginning of a text that is too long to stand in a chat unfolded; null when it isn't. */
export function foldText(text: string): string | null {
  let end = -1
  for (let line = 0; line < FOLD_LINES; line++) {
    end = text.indexOf('\n', end + 1)
    if (end === -1 || end > FOLD_CHARS) break
  }
  if (end === -1 && text.length <= FOLD_CHARS) return null
  const cut = end === -1 || end > FOLD_CHARS ? wordEnd(text) : end
  return cut >= text.length ? null : text.slice(0, cut)
}

function wordEnd(text: string): number {
  const space = text.lastIndexOf(' ', FOLD_CHARS)
  const cut = space > FOLD_CHARS / 2 ? space : FOLD_CHARS
  const code = text.charCodeAt(cut - 1)
  return code >= 0xd800 && code <= 0xdbff ? cut - 1 : cut
}

/** One to three emoji and nothing else: shown large. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > 40) return false
  const graphemes = [...new Intl.Segmenter().segment(text.trim())]
  return graphemes.length > 0 && graphemes.length <= EMOJI_MAX && graphemes.every(({ segment }) => EMOJI.test(segment))
}
