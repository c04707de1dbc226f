import { thumbHashToDataURL } from 'thumbhash'

const KEPT = 500
const pictures = new Map<string, string | null>()

/** A blurred picture, as a data address, from a thumbhash as base64; null where there is none. */
export function blurred(thumbhash: string | null): string | null {
  if (!thumbhash) return null
  const known = pictures.get(thumbhash)
  if (known !== undefined) return known
  if (pictures.size >= KEPT) pictures.clear()
  const picture = decode(thumbhash)
  pictures.set(thumbhash, picture)
  return picture
}

function decode(thumbhash: string): string | null {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}
