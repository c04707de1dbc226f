import { sha256 } from '@noble/hashes/sha2.js'

/** Read at a time: long enough to be quick, short enough that typing isn't held up. */
const SLICE = 1 << 20

/** Of all its bytes, as hex. In JavaScript: on plain HTTP there is no `crypto.subtle`, and that one can't count on. */
export async function sha256Of(file: Blob, signal: AbortSignal): Promise<string> {
  const hash = sha256.create()
  for (let from = 0; from < file.size; from += SLICE) {
    signal.throwIfAborted()
    hash.update(new Uint8Array(await file.slice(from, from + SLICE).arrayBuffer()))
  }
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
