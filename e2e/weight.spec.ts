import { PROBE, whenSeen } from '@/bench/felt/browser'
import { countScripts } from '@/bench/felt/scripts-loaded'
import { PASSWORD } from './account'
import { expect, test } from './test'

/** In bytes, as they come over the wire. What is over it belongs into a part (components/part), or out. */
const AT_MOST = 244_000

test('the scripts that come before a chat can be used weigh no more than they may', async ({
  newPerson,
  newBrowser,
  appUrl,
}) => {
  const bea = await newPerson('Bea Light')
  const ana = await newPerson('Ana Light')
  await ana.startChatWith(bea)
  await ana.say('Nothing heavy')
  await ana.seesTick('Nothing heavy', 'Delivered')
  const address = new URL(ana.page.url()).pathname

  // A service worker fetches beforehand what the page would: without one, the page's own requests are all there are.
  const context = await newBrowser({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const scripts = await countScripts(await context.newCDPSession(page))
  // What comes once the page rests isn't waited for.
  await page.addInitScript({ path: PROBE })
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(`${appUrl}/sign-in?${new URLSearchParams({ next: address })}`, { waitUntil: 'networkidle' })
  await page.getByLabel('User name').fill(ana.userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.evaluate(() => window.felt.arm('Nothing heavy', true))
  await page.keyboard.press('Enter')
  // What is live is fetched from then on.
  const bytes = scripts.bytesBefore((await whenSeen(page)).at)
  test.info().annotations.push({ type: 'weight', description: `${bytes} bytes` })
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(AT_MOST)
})
