import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserContextOptions } from 'playwright'
import { PASSWORD } from '@/e2e/account'
import { writeLongConversation } from '@/prisma/seed/long-conversation'
import { newPage, newVisitor, wantOnLoad, whenSeen } from './browser'
import { type Account, inTransaction, lastWords, newAccount } from './people'
import { felt, type Scene } from './scene'
import { countScripts } from './scripts-loaded'
import { median } from './spread'

const MESSAGES = 500
const UNREAD = 40
const WARM_STARTS = 7
/** What comes to rest, or moves, after a chat can be used. */
const REST_MS = 1_500

/** From nothing to a chat that can be used, and again where one was before. */
export const load = felt(async (scene) => {
  const ana = await newAccount(scene.url, 'Ana')
  const bea = await newAccount(scene.url, 'Bea')
  const id = await past(scene, ana, bea, 0)
  const signedIn = await signInCold(scene, ana, id)
  // A service worker fetches beforehand what the page would: without one, the page's own requests are all there are.
  const { scriptBytes } = await signInCold(scene, ana, id, { serviceWorkers: 'block' })
  const cold = await openCold(scene, ana, id, lastWords(MESSAGES), WARM_STARTS)
  const carl = await newAccount(scene.url, 'Carl')
  const unreadId = await past(scene, ana, carl, UNREAD)
  const unread = await openCold(scene, ana, unreadId, firstUnreadWords(), 0)
  return {
    'JavaScript before a chat can be used, kB': scriptBytes / 1_000,
    'sign-in (Enter) to a usable chat, ms': signedIn.ms,
    'cold start to a usable chat, ms': cold.ms,
    'blocking time of a cold start, ms': cold.blockingMs,
    'warm start to the last messages, ms': cold.warm.readableMs,
    'warm start to a usable chat, ms': cold.warm.usableMs,
    'layout shift of signing in': signedIn.shifted,
    'layout shift of a start, cold and warm': cold.shifted,
    'layout shift of a start with unread': unread.shifted,
  }
})

/** The first has not read the last `unread` messages. */
const past = ({ stage }: Scene, one: Account, other: Account, unread: number) =>
  inTransaction(stage.pool, (db) =>
    writeLongConversation(db, { userIds: [one.userId, other.userId], messages: MESSAGES, unread, now: new Date() }),
  )

/** They take turns of three; the first of the other's last `UNREAD`. */
function firstUnreadWords(): string {
  const others = Array.from({ length: MESSAGES }, (_, index) => index).filter(
    (index) => Math.floor(index / 3) % 2 === 1,
  )
  return `${(others.at(-UNREAD) ?? 0) + 1}. `
}

async function signInCold(
  { browser, profile, url }: Scene,
  { userName }: Account,
  id: string,
  options: BrowserContextOptions = {},
) {
  const context = await newVisitor(browser, profile, url, null, options)
  const { page, cdp } = await newPage(context, profile)
  const scripts = await countScripts(cdp)
  await page.goto(`${url}/sign-in?${new URLSearchParams({ next: `/c/${id}` })}`, { waitUntil: 'networkidle' })
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.evaluate((text) => window.felt.arm(text, true), lastWords(MESSAGES))
  await page.keyboard.press('Enter')
  const seen = await whenSeen(page)
  const from = await page.evaluate(() => window.felt.keys.at(-1)?.at ?? 0)
  await wait(REST_MS)
  const shifted = await page.evaluate(() => window.felt.shifted())
  await context.close()
  return { ms: seen.at - from, scriptBytes: scripts.bytesBefore(seen.at), shifted }
}

async function openCold(
  { browser, profile, url }: Scene,
  person: Account,
  id: string,
  text: string,
  warmStarts: number,
) {
  const context = await newVisitor(browser, profile, url, person)
  const { page, cdp } = await newPage(context, profile)
  await wantOnLoad(page, text)
  let shifted = 0
  const start = async () => {
    // Where nothing is left: what the page before does last would be part of its start.
    await page.goto('about:blank')
    await page.goto(`${url}/c/${id}`, { waitUntil: 'commit' })
    const seen = await whenSeen(page)
    const origin = await page.evaluate(() => performance.timeOrigin)
    await wait(REST_MS)
    shifted = Math.max(shifted, await page.evaluate(() => window.felt.shifted()))
    return { readableMs: seen.readableAt - origin, usableMs: seen.at - origin }
  }
  const { usableMs: ms } = await start()
  const blockingMs = await page.evaluate(() => window.felt.blockingMs())
  const starts: Awaited<ReturnType<typeof start>>[] = []
  for (let count = 0; count < warmStarts; count++) starts.push(await start())
  // Nothing but what is stored here answers now: it shows that the store is enough.
  await cdp.send('Network.enable')
  await cdp.send('Network.setBlockedURLs', { urls: ['*/api/*', '*/socket.io/*'] })
  if (warmStarts > 0) await start()
  await context.close()
  const warm = {
    readableMs: median(starts.map(({ readableMs }) => readableMs)),
    usableMs: median(starts.map(({ usableMs }) => usableMs)),
  }
  return { ms, blockingMs, warm, shifted }
}
