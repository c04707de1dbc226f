/** How long what was shown while a message waited stays at hand for the row that takes its place. */
export const LINGER_MS = 30_000

/** Loaded, so that the browser draws them at once where they are wanted next. */
const loaded = new Map<string, HTMLImageElement>()

/** The picture at `url` was shown for this attachment until now; it lingers when the returned function is called. */
export function offerStandIn(key: string, url: string): () => void {
  const image = new Image()
  image.src = url
  loaded.set(key, image)
  return () => {
    setTimeout(() => {
      if (loaded.get(key) === image) loaded.delete(key)
    }, LINGER_MS)
  }
}

/** What to show of an attachment until the server's picture of it is drawn; null: nothing is here. */
export const standInFor = (key: string): string | null => loaded.get(key)?.src ?? null
