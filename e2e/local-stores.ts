import type { Page } from '@playwright/test'
import type { Person } from './person'

/** Has every page of this browser remember which object URLs it made and has not revoked: they can't be asked for. */
export async function watchObjectUrls({ context, page }: Person): Promise<void> {
  await context.addInitScript(() => {
    const live = new Map<string, Blob | MediaSource>()
    const { createObjectURL, revokeObjectURL } = URL
    URL.createObjectURL = (object) => {
      const url = createObjectURL(object)
      live.set(url, object)
      return url
    }
    URL.revokeObjectURL = (url) => {
      live.delete(url)
      revokeObjectURL(url)
    }
    Object.assign(window, { liveObjectUrls: live })
  })
  await page.reload()
}

/** Puts the word into each of a browser’s places. `cached`: what its own cache has to keep. */
export const plantEverywhere = (page: Page, word: string, cached: string): Promise<void> =>
  page.evaluate(
    async ([word, cached]) => {
      const opening = indexedDB.open('planted')
      opening.onupgradeneeded = () => opening.result.createObjectStore('planted', { autoIncrement: true })
      await new Promise((resolve) => {
        opening.onsuccess = resolve
      })
      const adding = opening.result.transaction('planted', 'readwrite')
      adding.objectStore('planted').add({ deep: new Map([['in', new Blob([word])]]) })
      await new Promise((resolve) => {
        adding.oncomplete = resolve
      })
      opening.result.close()
      localStorage.setItem('planted', word)
      sessionStorage.setItem('planted', word)
      await (await caches.open('planted')).put('/planted', new Response(word))
      await (await navigator.serviceWorker.ready).showNotification('Planted', { body: word })
      document.body.append(Object.assign(document.createElement('input'), { value: word }))
      URL.createObjectURL(new Blob([word]))
      await (await fetch(cached, { cache: 'force-cache' })).blob()
    },
    [word, cached] as const,
  )

/** Addresses of files that this page has shown. */
export const filesShown = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLImageElement>('img[src*="/api/files/"]')].map(({ src }) => src))

/** Where a browser can have something. */
export const PLACES: readonly string[] = [
  'IndexedDB',
  'localStorage',
  'sessionStorage',
  'the Cache API',
  'notifications',
  'the screen',
  'an object URL',
  'the browser’s cache',
]

/** In which places of a browser the word is, or one of the files in its cache. */
export const placesWith = (page: Page, word: string, files: readonly string[]): Promise<string[]> =>
  page.evaluate(
    async ([word, files]) => {
      const read = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const textOf = async (value: unknown): Promise<string> => {
        const blobs: Blob[] = []
        const json = JSON.stringify(value, (_, part: unknown) => {
          if (part instanceof Blob) blobs.push(part)
          return part instanceof Map || part instanceof Set ? [...part] : part
        })
        return [json, ...(await Promise.all(blobs.map((blob) => blob.text())))].join()
      }
      const databases = async () => {
        const found: string[] = []
        for (const { name = '' } of await indexedDB.databases()) {
          const database = await read(indexedDB.open(name))
          for (const table of database.objectStoreNames)
            found.push(await textOf(await read(database.transaction(table).objectStore(table).getAll())))
          database.close()
        }
        return found.join()
      }
      const caching = async () => {
        const found: string[] = []
        for (const name of await caches.keys()) {
          const cache = await caches.open(name)
          for (const request of await cache.keys()) {
            found.push(request.url, (await (await cache.match(request))?.text()) ?? '')
          }
        }
        return found.join()
      }
      const notifications = async () => {
        const worker = await navigator.serviceWorker.getRegistration()
        return ((await worker?.getNotifications()) ?? []).map(({ title, body }) => `${title} ${body}`).join()
      }
      const objectUrls = (window as { liveObjectUrls?: Map<string, unknown> }).liveObjectUrls ?? new Map()
      const fields = [...document.querySelectorAll('textarea, input')].map((one) => (one as HTMLInputElement).value)
      const kept = await Promise.all(
        files.map((file) =>
          fetch(file, { cache: 'only-if-cached', mode: 'same-origin' }).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      )
      const places = {
        IndexedDB: await databases(),
        localStorage: JSON.stringify({ ...localStorage }),
        sessionStorage: JSON.stringify({ ...sessionStorage }),
        'the Cache API': await caching(),
        notifications: await notifications(),
        'the screen': [document.title, document.documentElement.outerHTML, ...fields].join(),
        'an object URL': await textOf([...objectUrls.values()]),
        'the browser’s cache': kept.includes(true) ? word : '',
      }
      return Object.entries(places).flatMap(([place, text]) => (text.includes(word) ? place : []))
    },
    [word, files] as const,
  )
