/** How long what was shown while a message waited stays at hand for the row that takes its place. */
export const LINGER_MS = 30_000

/**
 * Elements, not addresses: one that has loaded is drawn with the next frame wherever it is put, while a new one of the same
 * address may load anew.
 */
const loaded = new Map<string, HTMLImageElement>()

/** The picture at `url` is shown for this attachment from now on; it lingers when the returned function is called. */
export function offerStandIn(key: string, url: string): () => void {
  const image = new Image()
  image.alt = ''
  image.decoding = 'sync'
  image.draggable = false
  const take = (): void => void loaded.set(key, image)
  image.src = url
  // What is here stays until the newer one can take its place.
  if (loaded.has(key)) image.decode().then(take, () => {})
  else take()
  return () => {
    setTimeout(() => {
      if (loaded.get(key) === image) loaded.delete(key)
    }, LINGER_MS)
  }
}

/** What to show of an attachment until the server's picture of it is drawn; null: nothing is here. */
export const standInFor = (key: string): HTMLImageElement | null => loaded.get(key) ?? null
