import type { Page } from '@playwright/test'
import sharp from 'sharp'

export interface MadeFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A photo of one colour; no two calls make the same bytes, so that none is known to the server before. */
export async function photo(name: string, width: number, height: number): Promise<MadeFile> {
  const [r, g, b] = Array.from({ length: 3 }, () => Math.floor(Math.random() * 256))
  const background = { r: r ?? 0, g: g ?? 0, b: b ?? 0 }
  const buffer = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}

/** About a second of a moving square, recorded by the browser. */
export async function video(page: Page, name: string): Promise<MadeFile> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const context = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.ondataavailable = ({ data }) => parts.push(data)
    recorder.start()
    for (let frame = 0; frame < 25; frame++) {
      if (context) {
        context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`
        context.fillRect(0, 0, 320, 180)
      }
      await new Promise(requestAnimationFrame)
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    await new Promise((resolve) => {
      recorder.onstop = resolve
      recorder.stop()
    })
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  return { name, mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') }
}

/** Drops, or pastes, files where an element is. */
export async function give(page: Page, how: 'drop' | 'paste', selector: string, files: readonly MadeFile[]) {
  const sent = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') }))
  await page.locator(selector).evaluate(
    (target, { how, sent }) => {
      const data = new DataTransfer()
      for (const { name, mimeType, base64 } of sent) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
        data.items.add(new File([bytes], name, { type: mimeType }))
      }
      const usual = { bubbles: true, cancelable: true }
      if (how === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...usual, clipboardData: data }))
      else
        for (const type of ['dragenter', 'dragover', 'drop']) {
          target.dispatchEvent(new DragEvent(type, { ...usual, dataTransfer: data }))
        }
    },
    { how, sent },
  )
}
