/** Blocks of scripts that are written from right to left, and the marks that turn words. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * For a field's `dir`: each of its lines begins where its own words do. Where none could be written from the right that is
 * what `ltr` gives, too, and spares the browser looking at the directions of all of the text with every key.
 */
export const writingDirection = (text: string): 'auto' | 'ltr' => (RIGHT_TO_LEFT.test(text) ? 'auto' : 'ltr')
