import { setTimeout as wait } from 'node:timers/promises'
import type { Locator, Page } from 'playwright'
import { newPage, newVisitor, whenSeen } from './browser'
import { mainThreadCpuS } from './main-thread-cpu'
import { giveChats, newAccount } from './people'
import { profiled } from './profile'
import { felt } from './scene'
import { quantile } from './spread'

const MESSAGES = 120
const ROUNDS = 3
/** Between what is seen and what is pressed next, as fast as anybody is. What the page does after it has shown a chat isn't part of the next. */
const PAUSE_MS = 300

interface Chat {
  readonly name: string
  readonly last: string
}

/** From chat to chat by the overview, and the same ones again. */
export const switching = felt(async (scene) => {
  const { stage, effort, url, browser, profile } = scene
  const ana = await newAccount(url, 'Ana')
  const chats = await giveChats(url, stage.pool, ana, effort.seconds > 4 ? 24 : 12, MESSAGES)
  const context = await newVisitor(browser, profile, url, ana)
  const { page, cdp } = await newPage(context, profile)
  await page.goto(url, { waitUntil: 'networkidle' })
  const first: number[] = []
  const again: number[] = []
  const cpu = [await mainThreadCpuS(browser)]
  const each = async (times: number[]) => {
    for (const chat of chats) times.push(await goTo(page, chat, profile === 'phone'))
  }
  await profiled(scene, cdp, 'switching-first', () => each(first))
  cpu.push(await mainThreadCpuS(browser))
  await profiled(scene, cdp, 'switching-again', async () => {
    for (let round = 0; round < ROUNDS; round++) await each(again)
  })
  cpu.push(await mainThreadCpuS(browser))
  const [start = 0, middle = 0, end = 0] = cpu
  return {
    'switching to a chat for the first time p95, ms': quantile(first, 0.95),
    'switching to a chat for the first time p50, ms': quantile(first, 0.5),
    'switching to a chat again p95, ms': quantile(again, 0.95),
    'switching to a chat again p50, ms': quantile(again, 0.5),
    'switching to a chat for the first time: main thread CPU, ms': ((middle - start) * 1_000) / first.length,
    'switching to a chat again: main thread CPU, ms': ((end - middle) * 1_000) / again.length,
  }
})

async function goTo(page: Page, { name, last }: Chat, back: boolean): Promise<number> {
  const overview = page.getByRole('navigation', { name: 'Conversations' })
  if (back && new URL(page.url()).pathname !== '/') await page.goBack()
  const line = overview.getByRole('link').filter({ hasText: name })
  await scrollTo(overview.locator('[data-overview-list]'), line)
  await page.evaluate((text) => window.felt.arm(text, true), last)
  await wait(PAUSE_MS)
  await line.click()
  const seen = await whenSeen(page)
  return seen.at - (await page.evaluate(() => window.felt.clicks.at(-1)?.at ?? 0))
}

/** Only lines in sight are drawn: from the first on, a view further each time, until this one is. */
async function scrollTo(list: Locator, line: Locator): Promise<void> {
  await list.waitFor()
  let from = 0
  while ((await line.count()) === 0) {
    const end = await list.evaluate((box, top) => {
      box.scrollTop = top
      return top >= box.scrollHeight
    }, from)
    if (end) throw new Error('The line is nowhere in the overview.')
    from += await list.evaluate((box) => box.clientHeight)
    await list.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  }
  await line.scrollIntoViewIfNeeded()
}
