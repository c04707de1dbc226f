/// <reference lib="webworker" />
/*
 * Serves the app's shell when there is no network: the pages as the server draws them for everybody, and what they are
 * drawn with. It never sees anybody's data: answers of /api, pictures and sockets pass it by, and what a person reads
 * offline comes from their own local store. docs/decisions/service-worker-by-hand.md says why it is by hand.
 */
const PAGES = 'kith-pages'
const ASSETS = 'kith-assets'
/** Pages that are the same for everybody. Every address of a conversation is drawn by the first. */
const SHELLS = ['/', '/contacts', '/settings', '/admin']
/** A network that is there but doesn't answer is as good as none. */
const PATIENCE_MS = 2500

self.addEventListener('install', (event) => {
  event.waitUntil(keepShells().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (isAsset(url)) return event.respondWith(asset(request))
  const shell = request.mode === 'navigate' ? shellOf(url) : null
  if (shell) event.respondWith(page(event, shell))
})

const isAsset = (url) => url.pathname.startsWith('/_next/static/') || url.pathname.startsWith('/icons/') || url.pathname === '/icon.svg' || url.pathname.startsWith('/emoji/')

function shellOf(url) {
  if (/^\/c\/[0-9]+$/.test(url.pathname)) return '/'
  return SHELLS.includes(url.pathname) ? url.pathname : null
}

/** An asset's name changes with its content: what is here is right. */
async function asset(request) {
  const cache = await caches.open(ASSETS)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

/** From the network while it answers in time, else as it was kept. */
async function page(event, shell) {
  const kept = await (await caches.open(PAGES)).match(shell)
  const fresh = fetch(event.request)
  event.waitUntil(fresh.then((answer) => noticeNewBuild(answer.clone())).catch(() => {}))
  if (!kept) return fresh
  const late = new Promise((resolve) => setTimeout(() => resolve(kept.clone()), PATIENCE_MS))
  return Promise.race([fresh.then((answer) => (answer.status >= 502 ? kept.clone() : answer)), late]).catch(() => kept)
}

/** A page that names an asset we don't have comes from a newer build: keep that one's shells. */
async function noticeNewBuild(answer) {
  if (!answer.ok || answer.redirected) return
  const cache = await caches.open(ASSETS)
  for (const path of assetsIn(await answer.text())) {
    if (!(await cache.match(path))) return keepShells()
  }
}

/** Fetches the shells with all they name; only when everything is here do they replace what was. */
async function keepShells() {
  const answers = await Promise.all(SHELLS.map((path) => fetch(path, { credentials: 'omit', cache: 'no-store' })))
  if (answers.some((answer) => !answer.ok || answer.redirected)) return
  const texts = await Promise.all(answers.map((answer) => answer.clone().text()))
  const named = new Set(texts.flatMap(assetsIn))
  const assets = await caches.open(ASSETS)
  for (const path of named) await keepAsset(assets, path, named)
  const pages = await caches.open(PAGES)
  await Promise.all(SHELLS.map((path, at) => pages.put(path, answers[at])))
  for (const { url } of await assets.keys()) {
    if (!named.has(new URL(url).pathname)) await assets.delete(url)
  }
}

/** A style sheet names fonts, which are added to `named`. */
async function keepAsset(cache, path, named) {
  if (!(await cache.match(path))) {
    const answer = await fetch(path)
    if (!answer.ok) throw new Error(`${path} can't be had.`)
    await cache.put(path, answer)
  }
  if (!path.endsWith('.css')) return
  const css = await (await cache.match(path)).text()
  for (const [, file] of css.matchAll(/url\(["']?([^)"']+)["']?\)/g)) {
    const url = new URL(file, new URL(path, self.location.origin))
    if (url.origin === self.location.origin && isAsset(url)) named.add(url.pathname)
  }
}

const assetsIn = (html) => [...new Set(html.match(/\/_next\/static\/[\w./~%-]+\.[a-z0-9]+/g) ?? [])]
