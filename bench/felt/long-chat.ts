import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright'
import { writeLongConversation } from '@/prisma/seed/long-conversation'
import { newPage, newVisitor, whenSeen } from './browser'
import { costOf } from './main-thread'
import { inTransaction, lastWords, newAccount } from './people'
import { felt } from './scene'
import { median } from './spread'

const LONG = 100_000
const SHORT = 10
const FIRST_WORDS = 'You: 1. On my way'
const WHEEL_PX = 400
const WHEEL_MS = 40
const FRAME_MS = 1_000 / 60
const OPENINGS = 5
const SETTLED_MS = 5_000

/** A chat of 100,000 messages beside one of ten. */
export const longChat = felt(async ({ stage, effort, url, browser, profile }) => {
  const ana = await newAccount(url, 'Ana')
  const give = async (name: string, messages: number) => {
    const other = await newAccount(url, name)
    const userIds = [ana.userId, other.userId] as const
    await inTransaction(stage.pool, (db) => writeLongConversation(db, { userIds, messages, now: new Date() }))
    return { name, last: lastWords(messages) }
  }
  const long = await give('Long Story', LONG)
  const short = await give('Short Note', SHORT)
  const opened = { long: [] as number[], short: [] as number[] }
  for (let count = 0; count < OPENINGS; count++) {
    for (const [which, chat] of [
      ['long', long],
      ['short', short],
    ] as const) {
      const context = await newVisitor(browser, profile, url, ana)
      const { page } = await newPage(context, profile)
      await page.goto(url, { waitUntil: 'networkidle' })
      opened[which].push(await open(page, chat))
      await context.close()
    }
  }
  const context = await newVisitor(browser, profile, url, ana)
  const { page, cdp } = await newPage(context, profile)
  await page.goto(url, { waitUntil: 'networkidle' })
  await open(page, long)
  // By then all that the page fetches by itself is here.
  await wait(SETTLED_MS)
  const before = await costOf(cdp, true)
  const scrolled = await scrollUp(page, cdp, effort.seconds * 4)
  const after = await costOf(cdp, true)
  const toFirst = await goHome(page)
  return {
    'opening a chat of 100,000, ms': median(opened.long),
    'opening a chat of 100,000 against one of 10': median(opened.long) / median(opened.short),
    'the first of 100,000 painted after Home, ms': toFirst,
    'scrolling 100,000: messages passed': LONG - scrolled.reached,
    'scrolling 100,000: longest task, ms': scrolled.longestTaskMs,
    'scrolling 100,000: largest jump, px': scrolled.jump,
    'scrolling 100,000: frames dropped, of one': scrolled.dropped,
    'scrolling 100,000: layout shift': scrolled.shifted,
    'scrolling 100,000: heap against after load': after.heapBytes / before.heapBytes,
    'scrolling 100,000: DOM nodes against after load': after.nodes / before.nodes,
  }
})

async function open(page: Page, { name, last }: { name: string; last: string }): Promise<number> {
  await page.evaluate((text) => window.felt.arm(text, true), last)
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').filter({ hasText: name }).click()
  const seen = await whenSeen(page)
  return seen.at - (await page.evaluate(() => window.felt.clicks.at(-1)?.at ?? 0))
}

async function goHome(page: Page): Promise<number> {
  await page.getByRole('region', { name: 'Messages' }).focus()
  await page.evaluate((text) => window.felt.arm(text), FIRST_WORDS)
  await page.keyboard.press('Home')
  const seen = await whenSeen(page)
  return seen.at - (await page.evaluate(() => window.felt.keys.at(-1)?.at ?? 0))
}

async function scrollUp(page: Page, cdp: CDPSession, seconds: number) {
  const box = await page.getByRole('region', { name: 'Messages' }).boundingBox()
  if (!box) throw new Error('There is no history to scroll.')
  const at = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }
  await page.evaluate(() => window.felt.watchJumps())
  const from = await page.evaluate(() => ({
    at: performance.timeOrigin + performance.now(),
    shifted: window.felt.shifted(),
  }))
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await wait(WHEEL_MS)) {
    await cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY: -WHEEL_PX })
  }
  const found = await page.evaluate(() => {
    const { jumps, tasks } = window.felt
    jumps.stopped = true
    return { ...jumps, tasks, shifted: window.felt.shifted() }
  })
  const gaps = found.frames.slice(1).map((time, index) => time - (found.frames[index] ?? time))
  const missed = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0)
  const tasks = found.tasks.filter((task) => task.at >= from.at).map(({ ms }) => ms)
  const reached = Number(found.reached)
  if (!(reached < LONG - 500)) throw new Error(`Scrolling reached ${found.reached} only.`)
  return {
    reached,
    longestTaskMs: Math.max(0, ...tasks),
    jump: found.largest,
    dropped: missed / (gaps.length + missed),
    shifted: found.shifted - from.shifted,
  }
}
