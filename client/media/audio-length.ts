/** How long a sound is, in milliseconds; null where the browser can't tell. Only its beginning is read. */
export async function audioLength(file: Blob): Promise<number | null> {
  const src = URL.createObjectURL(file)
  const audio = new Audio()
  audio.preload = 'metadata'
  try {
    return await new Promise<number | null>((resolve) => {
      audio.onloadedmetadata = () =>
        resolve(Number.isFinite(audio.duration) ? Math.round(audio.duration * 1_000) : null)
      audio.onerror = () => resolve(null)
      audio.src = src
    })
  } finally {
    audio.removeAttribute('src')
    URL.revokeObjectURL(src)
  }
}
