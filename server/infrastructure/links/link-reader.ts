import { rgbaToThumbHash } from 'thumbhash'
import type { BehindLink, LinkPicture, LinkReader } from '@/server/application/link-ports'
import { sharp } from '../pictures/careful-sharp'
import { fetchLimited, PUBLIC_WEB } from './fetch-limited'
import { decodePage, pageFacts } from './page-facts'
import type { AddressPolicy } from './pinned-lookup'
import { webAddress } from './web-address'

const WITHIN_MS = 5_000
const SIDE_PX = 800
const HASH_SIDE_PX = 100
const MAX_PIXELS = 50_000_000

const isHtml = (type: string) => /^text\/html\s*(;|$)/.test(type)
const isPicture = (type: string) => /^image\/(jpeg|png|webp|gif|avif)\s*(;|$)/.test(type)

/** Looks behind links, at public addresses only, unless tests say otherwise. */
export function linkReader(policy: AddressPolicy = PUBLIC_WEB, withinMs = WITHIN_MS): LinkReader {
  return {
    async read(link) {
      const signal = AbortSignal.timeout(withinMs)
      // A page that doesn't answer, breaks off or isn't one has nothing to show: that is no fault of ours.
      const page = await fetchLimited(link, { policy, signal, accepts: isHtml }).catch(() => null)
      const facts = page && pageFacts(decodePage(page.bytes, page.type))
      if (!page || !facts) return null
      const source = facts.picture && webAddress(facts.picture, page.url)?.href
      const picture = source ? await pictureAt(source, policy, signal) : null
      const { title, description } = facts
      const site = facts.site || page.url.hostname.replace(/^www\./, '')
      return { title, site, description, picture } satisfies BehindLink
    },
  }
}

async function pictureAt(source: string, policy: AddressPolicy, signal: AbortSignal): Promise<LinkPicture | null> {
  try {
    const found = await fetchLimited(source, { policy, signal, accepts: isPicture })
    return found && !found.cut ? await encode(found.bytes) : null
  } catch {
    return null
  }
}

/** Small, upright, and without what the original said about itself. */
async function encode(original: Buffer): Promise<LinkPicture> {
  const { data: bytes, info } = await sharp(original, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(SIDE_PX, SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer({ resolveWithObject: true })
  const small = await sharp(bytes)
    .resize(HASH_SIDE_PX, HASH_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const thumbhash = rgbaToThumbHash(small.info.width, small.info.height, small.data)
  return { bytes, width: info.width, height: info.height, thumbhash }
}
