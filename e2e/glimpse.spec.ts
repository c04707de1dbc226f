import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { chooseTimer } from './disappear'
import { BARE, glimpseOf, holdScripts, kept, rested } from './glimpse'
import { givePast } from './past'
import { shiftsOf, watchShifts } from './shifts'
import { expect, test } from './test'

const WINDOW = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** Nothing but what is stored here answers from now on. */
async function silenceServer(page: Page): Promise<void> {
  await page.route('**/api/**', () => {})
  await page.routeWebSocket('**/*', () => {})
}

/** Of 255: edges of curves are smoothed a little differently in another layer. What has moved differs by more. */
const SMOOTHING = 48

/** Counted by colour. */
async function pixelsThatDiffer(one: Buffer, other: Buffer): Promise<number> {
  const [first, second] = await Promise.all([one, other].map((png) => sharp(png).raw().toBuffer()))
  expect(second?.length).toBe(first?.length)
  return (
    first?.reduce((count, value, at) => count + (Math.abs(value - (second?.[at] ?? 0)) > SMOOTHING ? 1 : 0), 0) ?? -1
  )
}

for (const [where, screen] of [
  ['in a window', WINDOW],
  ['on a phone', PHONE],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the last messages are readable before any script has come, and are the chat’s to the pixel, ${where}, ${colorScheme}`, async ({
      newPerson,
    }) => {
      const bea = await newPerson('Bea Glimpsed')
      const ana = await newPerson('Ana Glimpses', { context: { ...screen, ...BARE, colorScheme } })
      await givePast([ana.userName, bea.userName], 200)
      await ana.page.reload()
      await ana.open('Bea Glimpsed')
      await rested(ana)
      await watchShifts(ana.page)
      await silenceServer(ana.page)
      const release = await holdScripts(ana.page)

      await ana.page.reload({ waitUntil: 'commit' })
      const glimpse = glimpseOf(ana.page)
      await expect(glimpse.locator('ol > li').filter({ hasText: '200. ' })).toBeInViewport()
      await expect(glimpse.locator('ol > li').first()).toBeInViewport()
      await expect(ana.messages).toHaveCount(0)
      await expect(ana.composer).toHaveCount(0)
      const { x = 0, y = 0, width = 0, height = 0 } = (await glimpse.boundingBox()) ?? {}
      const clip = { x, y, width, height }
      const before = await ana.page.screenshot({ clip })

      release()
      await ana.sees('200. ')
      await expect(glimpse).toHaveCount(0)
      const after = await ana.page.screenshot({ clip })
      expect(await pixelsThatDiffer(before, after)).toBe(0)
      expect(await shiftsOf(ana.page)).toEqual([])
    })
  }
}

test('what is pressed while the chat isn’t here yet reaches no second one', async ({ newPerson }) => {
  const bea = await newPerson('Bea Pressed')
  const ana = await newPerson('Ana Presses', { context: BARE })
  await ana.startChatWith(bea)
  await ana.say('Nothing to press')
  await ana.seesTick('Nothing to press', 'Delivered')
  await rested(ana)
  const release = await holdScripts(ana.page)
  await ana.page.reload({ waitUntil: 'commit' })
  const glimpse = glimpseOf(ana.page)
  await expect(glimpse).toContainText('Nothing to press')
  const found = await glimpse.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const at = document.elementFromPoint(x + width / 2, y + height - 30)
    return {
      over: element.contains(at),
      marked: element.querySelectorAll('[id],[role],[tabindex],[data-composer]').length,
    }
  })
  expect(found).toEqual({ over: false, marked: 0 })
  for (let presses = 0; presses < 5; presses++) await ana.page.keyboard.press('Tab')
  expect(await glimpse.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  release()
  await ana.say('Now there is')
  await ana.seesTick('Now there is', 'Delivered')
})

test('it is shown once, and another page that starts meanwhile has none', async ({ newPerson }) => {
  const bea = await newPerson('Bea Once')
  const ana = await newPerson('Ana Once', { context: BARE })
  await ana.startChatWith(bea)
  await ana.say('Once and no more')
  await ana.seesTick('Once and no more', 'Delivered')
  await rested(ana)
  const address = ana.page.url()
  await ana.page.goto('about:blank')
  expect(await kept(ana)).toContain('Once and no more')

  const release = await holdScripts(ana.page)
  await ana.page.goto(address, { waitUntil: 'commit' })
  await expect(glimpseOf(ana.page)).toContainText('Once and no more')
  expect(await kept(ana)).toBeNull()
  const second = await ana.context.newPage()
  await second.goto(address)
  await expect(second.getByRole('region', { name: 'Messages' })).toContainText('Once and no more')
  await expect(glimpseOf(second)).toHaveCount(0)
  release()
  await ana.sees('Once and no more')
})

test('none is shown on another screen than it was made for', async ({ newPerson }) => {
  const bea = await newPerson('Bea Turned')
  const ana = await newPerson('Ana Turns', { context: BARE })
  await ana.startChatWith(bea)
  await ana.say('Upright and across')
  await ana.seesTick('Upright and across', 'Delivered')
  await rested(ana)
  const address = ana.page.url()
  await ana.page.goto('about:blank')
  expect(await kept(ana)).toContain('Upright and across')
  await ana.page.setViewportSize({ width: 800, height: 1280 })
  await ana.page.goto(address, { waitUntil: 'commit' })
  await expect.poll(() => kept(ana)).toBeNull()
  await expect(glimpseOf(ana.page)).toHaveCount(0)
  await ana.sees('Upright and across')
})

test('none is kept of what a start would show in another way, or that ends by itself', async ({ newPerson }) => {
  const bea = await newPerson('Bea Otherwise')
  const ana = await newPerson('Ana Otherwise', { context: WINDOW })
  await givePast([ana.userName, bea.userName], 200)
  await ana.page.reload()
  await ana.open('Bea Otherwise')
  await rested(ana)
  const address = ana.page.url()
  const leaveAndReturn = async () => {
    await ana.page.goto('about:blank')
    const found = await kept(ana)
    await ana.page.goto(address)
    await ana.sees('200. ')
    await rested(ana)
    return found
  }
  expect(await leaveAndReturn(), 'as it was opened').toContain('200. ')

  await test.step('scrolled up', async () => {
    await ana.messages.hover()
    await ana.page.mouse.wheel(0, -600)
    await expect(ana.page.getByRole('button', { name: 'Jump to the newest message' })).toBeVisible()
    expect(await leaveAndReturn()).toBeNull()
  })
  await test.step('with something begun', async () => {
    await ana.composer.fill('Begun')
    expect(await leaveAndReturn()).toBeNull()
    await ana.composer.fill('')
  })
  await test.step('with the pane on the right', async () => {
    await ana.page.getByRole('button', { name: 'About Bea Otherwise' }).click()
    await expect(ana.page).toHaveURL(/panel=info/)
    expect(await leaveAndReturn()).toBeNull()
  })
  await test.step('where messages disappear', async () => {
    await chooseTimer(ana, 'Bea Otherwise', 5)
    expect(await leaveAndReturn()).toBeNull()
  })
})

test('where storage is refused a chat starts as ever', async ({ newPerson }) => {
  const bea = await newPerson('Bea Refused')
  const ana = await newPerson('Ana Refused', { context: BARE })
  await ana.startChatWith(bea)
  await ana.say('Kept by nobody')
  await ana.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Refused', 'QuotaExceededError')
    }
  })
  for (let starts = 0; starts < 2; starts++) {
    await ana.page.reload()
    await ana.sees('Kept by nobody')
    await rested(ana)
    await expect(glimpseOf(ana.page)).toHaveCount(0)
  }
})
