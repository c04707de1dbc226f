import type { Place } from '@/contracts/dto'
import type { MessageId } from '@/contracts/ids'
import { firstLink } from '@/server/domain/text/first-link'
import type { BehindLink, FoundPreview } from './link-ports'
import type { Ports } from './ports'
import { publishCommitted } from './publish-change'

type Needed = Pick<Ports, 'linkPreviews' | 'linkReader' | 'relay'> & {
  readonly files: Pick<Ports['files'], 'put' | 'release'>
  readonly admin: Pick<Ports['admin'], 'settings'>
}

/**
 * Makes a message show what is behind its first link as it reads now: after it was sent, edited or deleted. What is
 * shown of another link goes first, since looking takes a while.
 */
export function showWhatIsBehind(ports: Needed) {
  return async (place: Place): Promise<void> => {
    const subject = await ports.linkPreviews.subject(place)
    if (subject === null) return
    const { messageId, text, shown } = subject
    const url = firstLink(text)
    if (url !== null && url === shown) return
    // Even of nothing: what no message shows any more is forgotten with it.
    if (shown !== null || url === null) await show(ports, messageId, text, null)
    if (url === null || !(await ports.admin.settings()).linkPreviews) return
    if (!(await ports.linkPreviews.known(url))) await look(ports, url)
    await show(ports, messageId, text, url)
  }
}

async function look({ linkPreviews, linkReader, files }: Needed, url: string): Promise<void> {
  const found = await linkReader.read(url)
  if (found) await linkPreviews.keep(url, await stored(files, found))
}

async function stored(files: Needed['files'], { picture, ...said }: BehindLink): Promise<FoundPreview> {
  if (picture === null) return { ...said, picture: null }
  const { bytes, width, height, thumbhash } = picture
  const { id: blobId } = await files.put({ bytes }, 'image/webp')
  return { ...said, picture: { blobId, width, height, thumbhash } }
}

async function show({ linkPreviews, files, relay }: Needed, id: MessageId, text: string, url: string | null) {
  const { committed, released } = await linkPreviews.show(id, text, url)
  publishCommitted({ relay }, committed)
  await relay.flush()
  await files.release(released)
}
