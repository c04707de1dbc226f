import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'

/** Something unique that was planted, in every form in which it could be somewhere. */
export interface Needle {
  readonly name: string
  readonly forms: readonly Buffer[]
}

const NEEDLE_BYTES = 24
const LETTERS = 'bcdfghjklmnpqrstvwxz'

/** A word of small letters that nothing else has: folding, escaping and addresses leave it as it is. */
export const newWord = (): string => Array.from(randomBytes(18), (byte) => LETTERS[byte % LETTERS.length]).join('')

export const wordNeedle = (word: string): Needle => needle('the word', Buffer.from(word))

/** Part of a file, from its middle: its beginning is its kind's. */
export function bytesNeedle(name: string, file: Uint8Array): Needle {
  const from = Math.max(0, Math.floor((file.length - NEEDLE_BYTES) / 2))
  return needle(name, Buffer.from(file.subarray(from, from + NEEDLE_BYTES)))
}

function needle(name: string, whole: Buffer): Needle {
  const texts = [whole.toString('hex'), ...base64s(whole)]
  return { name, forms: [whole, ...texts.map((text) => Buffer.from(text))] }
}

/** Whatever stands before it: base64 takes three bytes at a time, and the first and last of them may be shared. */
const base64s = (whole: Buffer): string[] =>
  [0, 1, 2].flatMap((skip) => {
    const threes = whole.subarray(skip, skip + Math.floor((whole.length - skip) / 3) * 3)
    return [threes.toString('base64'), threes.toString('base64url')]
  })

/** The names of those needles that are in there, deflated or not. */
export function foundIn(haystack: Uint8Array | string, needles: readonly Needle[]): string[] {
  const layers =
    typeof haystack === 'string' ? [Buffer.from(haystack)] : [haystack, ...inflated(haystack)].map(asBuffer)
  const has = ({ forms }: Needle) => forms.some((form) => layers.some((layer) => layer.includes(form)))
  return needles.filter(has).map(({ name }) => name)
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

function inflated(bytes: Uint8Array): Buffer[] {
  try {
    return bytes.length === 0 ? [] : [inflateRawSync(bytes)]
  } catch {
    return []
  }
}
