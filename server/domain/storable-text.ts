const utf8 = new TextEncoder()

/** Characters are Unicode code points; bytes are UTF-8. */
export interface TextLimits {
  readonly minChars?: number
  readonly maxChars: number
  readonly maxBytes: number
}

/** Postgres's text cannot hold U+0000, and a lone surrogate is no character. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text)

export const fitsInto = (text: string, { maxChars, maxBytes }: TextLimits): boolean =>
  text.length <= maxBytes && hasAtMost(text, maxChars) && bytesFit(text, maxBytes)

/** What has no more UTF-16 units has no more code points. */
const hasAtMost = (text: string, maxChars: number): boolean => text.length <= maxChars || [...text].length <= maxChars

/** A UTF-16 unit takes three bytes at most. */
const bytesFit = (text: string, maxBytes: number): boolean =>
  text.length * 3 <= maxBytes || utf8.encode(text).length <= maxBytes

export const notStorable = (name: string): string =>
  `${name} has a character that can't be stored. Take it out and try again.`

export const tooLong = (name: string, maxChars: number): string =>
  `${name} is too long: at most ${maxChars.toLocaleString('en')} characters.`
