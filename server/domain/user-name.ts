import { LOOK_ALIKES } from './look-alikes'

// Letters, marks and digits of any script, emoji with what joins them, and . _ -
const ALLOWED =
  /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Join_Control}._-]*$/u
const INVISIBLE = /(?!\p{Join_Control}|\uFE0F)\p{Default_Ignorable_Code_Point}/u
const SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u

/** What is wrong with a userName, as a sentence; null: nothing. Length is the schema's. */
export function userNameProblem(userName: string): string | null {
  if (/\s/u.test(userName)) return "A user name can't have spaces. Use . _ or - instead."
  if (!ALLOWED.test(userName) || INVISIBLE.test(userName)) {
    return 'A user name can have letters, digits, emoji and . _ - only.'
  }
  return SOMETHING.test(userNameKey(userName)) ? null : 'A user name needs at least one letter, digit or emoji.'
}

/**
 * The form under which a userName is unique: names that look alike have the same one. Folds compatibility forms
 * (NFKC), case, order of marks, invisible characters and the letters of LOOK_ALIKES. Applying it twice changes nothing.
 */
export function userNameKey(userName: string): string {
  let key = userName
  for (let before = ''; before !== key; ) {
    before = key
    key = foldOnce(key)
  }
  return key
}

function foldOnce(text: string): string {
  const folded = foldCase(visible(text).normalize('NFKC'))
  return [...visible(folded).normalize('NFKD')]
    .map((char) => LOOK_ALIKES.get(char) ?? char)
    .join('')
    .normalize('NFKC')
}

const visible = (text: string): string => text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')

/**
 * Case folding by way of both cases: ß, ẞ and ss become one, as do the sigmas, and the i with, without and with a
 * second dot.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase().toUpperCase().toLowerCase()
  return lower.replaceAll('ς', 'σ').replace(/i\u0307+/gu, 'i')
}
