import { rgbaToThumbHash } from 'thumbhash'
import type { LinkPicture } from '@/server/application/link-ports'
import type { Container } from '@/server/container'
import { type Landscape, landscape } from './landscape'
import { rasterise } from './rasterise'
import { VIEWS } from './views'

/** A page that the cast speaks of. There is none such: what is behind it is known here, and nobody is asked. */
interface Link {
  readonly url: string
  readonly site: string
  readonly title: string
  readonly description: string
  readonly view: Landscape
}

const SIZE = { width: 800, height: 420 }

export const LINKS: readonly Link[] = [
  {
    url: 'https://oldmill.example/table',
    site: 'oldmill.example',
    title: 'The old mill: a table by the lake',
    description:
      'Soup, bread from our own oven, and plum cake until there is none left. Friday to Sunday, from eleven.',
    view: VIEWS.lake,
  },
]

export async function keepLink({ ports }: Container, { url, view, ...said }: Link): Promise<void> {
  const { bytes, ...picture } = await pictureOf(view)
  const { id: blobId } = await ports.files.put({ bytes }, 'image/webp')
  await ports.linkPreviews.keep(url, { ...said, picture: { ...picture, blobId } })
}

async function pictureOf(view: Landscape): Promise<LinkPicture> {
  const drawn = rasterise(landscape(view))
  const bytes = await drawn.clone().resize(SIZE).webp({ quality: 80 }).toBuffer()
  const { data, info } = await drawn.resize(100, 52).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { bytes, ...SIZE, thumbhash: rgbaToThumbHash(info.width, info.height, data) }
}
