// The same in SQL: prisma/beyond-schema.sql's search_text.
const UNSEEN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these are what is taken out, one by one.
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+/g
const BETWEEN_WORDS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks and tabs stand between words, too.
  /[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u00a0-\u00bf\u2000-\u206f\u3000-\u3003\u3008-\u301f]+/g

/** A text as it is searched in: without case, accents, what can't be seen and punctuation; a space before each word. */
export function searchText(text: string): string {
  return ` ${fold(text)}`.replace(BETWEEN_WORDS, ' ').replace(/ +$/, '')
}

/** Where each UTF-16 unit of `searchText(text)` comes from: the unit of `text`, whose length ends the list. */
export function searchTextPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = ' '
  const places = [0]
  let at = 0
  for (const char of text) {
    for (const unit of fold(char).replace(BETWEEN_WORDS, ' ')) {
      if (unit === ' ' && folded.endsWith(' ')) continue
      folded += unit
      for (let i = 0; i < unit.length; i++) places.push(at)
    }
    at += char.length
  }
  return { folded, places: [...places, at] }
}

function fold(text: string): string {
  const bare = text.toLowerCase().normalize('NFKD').replace(UNSEEN, '').toLowerCase()
  return bare.replaceAll('ς', 'σ').replaceAll('ß', 'ss')
}
