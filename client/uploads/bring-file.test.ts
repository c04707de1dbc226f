import { describe, expect, it } from 'vitest'
import { KithError } from '@/server/domain/errors'
import { systemEnvironment } from '../environment'
import { UploadStore } from '../testing/upload-store'
import { bringFile, type FileToBring } from './bring-file'

const PICTURE = new Blob(['a picture of a cat'])
/** Waits for nothing. */
const environment = systemEnvironment({
  after: (_delayMs, run) => {
    queueMicrotask(run)
    return () => {}
  },
})

function over(store: UploadStore, failing: (request: number) => Error | null = () => null) {
  let requests = 0
  const answered = store.requests(async (work) => {
    const failure = failing(++requests)
    if (failure) throw failure
    return work()
  })
  const bring = (more: Partial<FileToBring> = {}) =>
    bringFile(
      { ...answered, environment },
      { file: PICTURE, purpose: 'sticker', name: 'cat', signal: new AbortController().signal, ...more },
    )
  return { bring, requests: () => requests }
}

const busy = () => new KithError('busy', 'Later.')
const bytes = (store: UploadStore) => [...store.taken.values()]

describe('a file that no message carries', () => {
  it('is brought, and told how far it is', async () => {
    const store = new UploadStore()
    const seen: number[] = []
    const { uploadId, kind } = await over(store).bring({ onProgress: (sent) => seen.push(sent) })
    expect(store.has(uploadId)).toBe(true)
    expect(kind).toBe('sticker')
    expect(seen.at(-1)).toBe(PICTURE.size)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it('is brought once, however often it is asked for', async () => {
    const store = new UploadStore()
    const { bring } = over(store)
    const first = await bring()
    expect((await bring()).uploadId).toBe(first.uploadId)
    expect(bytes(store)).toEqual([PICTURE.size])
  })

  it('goes on where it stopped when what stopped it passes', async () => {
    const store = new UploadStore()
    const { uploadId } = await over(store, (request) => (request % 4 === 0 ? busy() : null)).bring()
    expect(store.has(uploadId)).toBe(true)
    expect(bytes(store)).toEqual([PICTURE.size])
  })

  it('is brought again when the server lost what it had of it', async () => {
    const store = new UploadStore()
    let lost = false
    const { uploadId } = await over(store, (request) => {
      if (request === 5 && !lost) {
        lost = true
        store.lose()
      }
      return null
    }).bring()
    expect(lost).toBe(true)
    expect(store.has(uploadId)).toBe(true)
  })

  it('is refused at once with the server’s own words, and after a few tries when nobody answers', async () => {
    const store = new UploadStore()
    const refused = over(store)
    await expect(refused.bring({ name: store.refusedName })).rejects.toMatchObject({ code: 'too_long' })
    expect(refused.requests()).toBe(1)
    const silent = over(store, busy)
    await expect(silent.bring()).rejects.toMatchObject({ code: 'busy' })
    expect(silent.requests()).toBe(4)
  })

  it('doesn’t promise another try once it has given up', async () => {
    const { bring } = over(new UploadStore(), () => new Error('No network'))
    await expect(bring()).rejects.toMatchObject({ message: expect.stringContaining('try again') })
    await expect(bring()).rejects.not.toMatchObject({ message: expect.stringContaining('by itself') })
  })

  it('stops when nobody wants it any more', async () => {
    const store = new UploadStore()
    const controller = new AbortController()
    const { bring } = over(store, (request) => {
      if (request === 4) controller.abort()
      return null
    })
    await expect(bring({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(bytes(store)[0] ?? 0).toBeLessThan(PICTURE.size)
  })
})
