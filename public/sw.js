/// <reference lib="webworker" />
/*
 * Serves the app's shell when there is no network: the pages as the server draws them for everybody, and what they are
 * drawn with. It keeps nobody's data: answers of /api, pictures and sockets pass it by, and what a person reads
 * offline comes from their own local store. docs/decisions/service-worker-by-hand.md says why it is by hand.
 * It also shows what is pushed (contracts/push.ts) while no page is open: docs/decisions/web-push.md.
 */
const PAGES = 'kith-pages'
const ASSETS = 'kith-assets'
/** Where a chat is: the same page for all of them. */
const CHAT = '/c'
/** Pages that are the same for everybody. */
const SHELLS = ['/', CHAT, '/contacts', '/starred', '/settings', '/admin']
/** What the build that the shells are of consists of, as a list. */
const NAMED = '/named'
/** A network that is there but doesn't answer is as good as none. */
const PATIENCE_MS = 2500
/** A page that starts isn't kept from it by a look for a newer build. */
const LOOK_AFTER_MS = 3000
/** As many requests as a browser has for one server. */
const AT_ONCE = 6

self.addEventListener('install', (event) => {
  // Browsers that can take what is kept themselves don't wait for this worker to start.
  event.addRoutes?.({
    condition: { urlPattern: new URLPattern({ pathname: '/_next/static/*' }) },
    source: { cacheName: ASSETS },
  }).catch(() => {})
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

const isAsset = (url) => url.pathname.startsWith('/_next/static/') || url.pathname.startsWith('/icons/') || url.pathname === '/icon.png' || url.pathname.startsWith('/emoji/')

function shellOf(url) {
  if (/^\/c\/[0-9]+$/.test(url.pathname)) return CHAT
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

/** As it was kept; who reloads gets what the network has, while that answers in time. */
async function page(event, shell) {
  const kept = await (await caches.open(PAGES)).match(shell)
  if (!kept) return fetch(event.request)
  const fresh = isReload(event.request) ? fetch(event.request) : later().then(() => fetch(shell, { credentials: 'omit', cache: 'no-store' }))
  event.waitUntil(fresh.then((answer) => noticeNewBuild(answer.clone(), kept)).catch(() => {}))
  if (!isReload(event.request)) return kept.clone()
  const late = new Promise((resolve) => setTimeout(() => resolve(kept.clone()), PATIENCE_MS))
  return Promise.race([fresh.then((answer) => (answer.status >= 502 ? kept.clone() : answer)), late]).catch(() => kept.clone())
}

const isReload = ({ cache }) => cache !== 'default' && cache !== 'force-cache'
const later = () => new Promise((resolve) => setTimeout(resolve, LOOK_AFTER_MS))

/** A page that names an asset we don't have, or has another policy, comes from a newer server: keep that one's shells. */
async function noticeNewBuild(answer, kept) {
  if (!answer.ok || answer.redirected) return
  if (policyOf(answer) !== policyOf(kept)) return keepShells()
  const cache = await caches.open(ASSETS)
  for (const path of assetsIn(await answer.text())) {
    if (!(await cache.match(path))) return keepShells()
  }
}

const policyOf = ({ headers }) => headers.get('content-security-policy')

/**
 * Fetches the shells with all they name, and all that is named in turn: what a page fetches later is here before it asks.
 * Only when everything is here does it replace what was. What the build before consists of stays: its pages may be open.
 */
async function keepShells() {
  const answers = await Promise.all(SHELLS.map((path) => fetch(path, { credentials: 'omit', cache: 'no-store' })))
  if (answers.some((answer) => !answer.ok || answer.redirected)) return
  const texts = await Promise.all(answers.map((answer) => answer.clone().text()))
  const named = new Set()
  const assets = await caches.open(ASSETS)
  for (let found = texts.flatMap(assetsIn); found.length > 0; ) {
    const fresh = [...new Set(found)].filter((path) => !named.has(path))
    for (const path of fresh) named.add(path)
    found = await keepEach(assets, fresh)
  }
  const pages = await caches.open(PAGES)
  const before = new Set(await (await pages.match(NAMED))?.json())
  await Promise.all(SHELLS.map((path, at) => pages.put(path, answers[at])))
  await pages.put(NAMED, Response.json([...named]))
  for (const { url } of await assets.keys()) {
    const { pathname } = new URL(url)
    if (!named.has(pathname) && !before.has(pathname)) await assets.delete(url)
  }
}

/** Resolves to what they name. */
async function keepEach(cache, paths) {
  const queue = paths.values()
  const found = []
  const keep = async () => {
    for (const path of queue) found.push(...(await keepAsset(cache, path)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, keep))
  return found
}

/** What a style sheet or a script names: fonts and pictures, other scripts and style sheets, data. */
async function keepAsset(cache, path) {
  if (!(await cache.match(path))) {
    const answer = await fetch(path)
    if (!answer.ok) throw new Error(`${path} can't be had.`)
    await cache.put(path, answer)
  }
  if (path.endsWith('.css')) return urlsIn(await (await cache.match(path)).text(), path)
  return path.endsWith('.js') ? partsIn(await (await cache.match(path)).text()) : []
}

function urlsIn(css, path) {
  const urls = [...css.matchAll(/url\(["']?([^)"']+)["']?\)/g)].map(([, file]) => new URL(file, new URL(path, self.location.origin)))
  return urls.filter((url) => url.origin === self.location.origin && isAsset(url)).map((url) => url.pathname)
}

/** Scripts name each other as strings, without what stands before all of them. */
const partsIn = (script) => [
  ...(script.match(/(?<=["'`])static\/[\w./~-]+\.[a-z0-9]+(?=["'`])/g) ?? []).map((path) => `/_next/${path}`),
  ...(script.match(/(?<=["'`])\/emoji\/[\w./-]+\.json(?=["'`])/g) ?? []),
]

/** But for scripts for browsers that are too old for workers. */
const assetsIn = (html) => [
  ...new Set(html.replace(/<script[^>]*\bnoModule\b[^>]*>/gi, '').match(/\/_next\/static\/[\w./~%-]+\.[a-z0-9]+/g) ?? []),
]

const ICON = '/icons/kith-192.png'
/** A page that is there answers at once; one that sleeps, or shows something else, is led there anew. */
const ANSWER_MS = 1000

self.addEventListener('push', (event) => {
  event.waitUntil(told(event.data?.json() ?? { kind: 'test' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(event.notification.data?.url ?? '/'))
})

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain(event))
})

async function told(message) {
  if (message.kind === 'test') {
    return self.registration.showNotification('Kith', { body: 'Notifications work on this device.', tag: 'test', icon: ICON })
  }
  const { unread, waiting } = message
  if (message.kind === 'summary') await notifySummary(message)
  else await tellOfChat(message)
  if (waiting) await closeRead(waiting)
  if ('setAppBadge' in navigator) await navigator.setAppBadge(unread).catch(() => {})
}

async function tellOfChat(message) {
  const { tag } = message
  const before = await self.registration.getNotifications({ tag })
  if (message.kind === 'withdrawn') for (const one of before) one.close()
  // What was edited takes the place of what is still there: who has put it away is not told again.
  else if (!message.silent || before.length > 0) await notify(message, before)
}

function notifySummary({ title, body }) {
  return self.registration.showNotification(title, { body, tag: 'summary', icon: ICON, renotify: true, data: { url: '/' } })
}

/** What was read elsewhere, while no page was open here, goes with the next push: one only for that would show nothing. */
async function closeRead(waiting) {
  for (const one of await self.registration.getNotifications()) {
    const over = one.tag === 'summary' ? waiting.length === 0 : one.data?.seq && !waiting.includes(one.tag)
    if (over) one.close()
  }
}

/** An open page may have been quicker: then without a sound. */
function notify({ tag, seq, title, body, url, icon, silent }, before) {
  const known = silent || before.some(({ data }) => data?.seq >= seq)
  const options = { body, tag, icon: icon ?? ICON, renotify: !known, silent: known, data: { url, seq } }
  return self.registration.showNotification(title, options)
}

/** In a window that is open, else in a new one. */
async function show(path) {
  const url = new URL(path, self.location.origin).href
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const window = windows.find(({ focused }) => focused) ?? windows.find((one) => one.visibilityState === 'visible') ?? windows[0]
  if (!window) return self.clients.openWindow(url)
  await window.focus().catch(() => {})
  if (await goesThere(window, path)) return
  return window.navigate(url).catch(() => self.clients.openWindow(url))
}

function goesThere(window, path) {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(true)
    setTimeout(() => resolve(false), ANSWER_MS)
    window.postMessage({ kind: 'show', path }, [port2])
  })
}

/** The browser has changed where it can be told. */
async function subscribeAgain({ oldSubscription, newSubscription }) {
  const subscription = newSubscription ?? (await self.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: oldSubscription?.options?.applicationServerKey ?? (await serverKey()),
  }))
  const { endpoint, keys: { p256dh, auth } } = subscription.toJSON()
  const body = JSON.stringify({ endpoint, p256dh, auth })
  const headers = { 'content-type': 'application/json' }
  await fetch('/api/trpc/notifications.subscribe', { method: 'POST', headers, body })
}

async function serverKey() {
  const answer = await fetch('/api/trpc/notifications.get')
  return (await answer.json()).result.data.publicKey
}
