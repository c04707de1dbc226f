import type { ElementHandle, Locator } from '@playwright/test'
import { give, photo } from './media-files'
import { givePast } from './past'
import type { Person } from './person'
import { expect, test } from './test'

const bubbleOf = (row: Locator): Locator => row.locator('.rounded-bubble')

async function handleOf(place: Locator): Promise<ElementHandle<Element>> {
  const handle = await place.elementHandle()
  if (!handle) throw new Error('It is not there.')
  return handle as ElementHandle<Element>
}

/** What was there before it was sent is what is there now: nothing of it was drawn anew. */
async function expectInPlace(place: Locator, before: ElementHandle<Element>): Promise<void> {
  expect(await place.evaluate((now, then) => now === then, before)).toBe(true)
}

/** @param say what is said while the network is away; it is looked at, and only then sent */
async function waiting(ana: Person, say: () => Promise<void>): Promise<void> {
  await ana.context.setOffline(true)
  await say()
  await expect(ana.messages.getByRole('img', { name: 'Waiting to be sent' })).toBeVisible()
}

test('what was waiting stays the same bubble when it is sent: unfolded, with the focus and what was selected in it', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const bea = await newPerson('Bea Place')
  const ana = await newPerson('Ana Place')
  await ana.startChatWith(bea)
  await ana.say('To begin with')
  await ana.seesTick('To begin with', 'Delivered')

  await waiting(ana, () => ana.say(`At the beginning\n${'and on it goes\n'.repeat(200)}to the very end`))
  const row = ana.bubble('At the beginning')
  const unfold = row.getByRole('button', { name: 'Show more' })
  await unfold.click()
  const fold = row.getByRole('button', { name: 'Show less' })
  await fold.focus()
  const bubble = await handleOf(bubbleOf(row))
  await bubble.evaluate((element) =>
    window.getSelection()?.selectAllChildren(element.querySelector('[dir=auto]') ?? element),
  )

  await ana.context.setOffline(false)
  await ana.seesTick('At the beginning', 'Delivered')
  await expectInPlace(bubbleOf(row), bubble)
  await expect(fold).toBeFocused()
  expect(await ana.page.evaluate(() => window.getSelection()?.toString())).toContain('to the very end')
})

test('a picture that was waiting stays where it is when it is sent', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const bea = await newPerson('Bea Frame')
  const ana = await newPerson('Ana Frame')
  await ana.startChatWith(bea)
  await ana.say('To begin with')
  await ana.seesTick('To begin with', 'Delivered')

  await give(ana.page, 'paste', '[data-composer]', [await photo('lake.jpg', 1_600, 1_200)])
  await expect(ana.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(1)
  await waiting(ana, () => ana.say('By the lake'))
  const row = ana.bubble('By the lake')
  const picture = row.locator('[data-media]')
  const own = picture.locator('img[src^="blob:"]')
  await expect.poll(() => own.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  const bubble = await handleOf(bubbleOf(row))
  const tile = await handleOf(picture)

  await ana.context.setOffline(false)
  await ana.seesTick('By the lake', 'Delivered')
  await expectInPlace(bubbleOf(row), bubble)
  await expectInPlace(picture, tile)
  await expect(own).toHaveCount(0)
  await expect.poll(() => picture.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
})

test('what I say is one row more: for it nothing is drawn of what was said before', async ({ newPerson }) => {
  const bea = await newPerson('Bea Long')
  const ana = await newPerson('Ana Long')
  await givePast([ana.userName, bea.userName], 300)
  await ana.page.reload()
  await ana.open('Bea Long')
  await ana.say('The first of today')
  await ana.seesTick('The first of today', 'Delivered')

  const drawn = await ana.messages.locator('ol').evaluateHandle(async (rows) => {
    // What is drawn above what is in sight comes with the frames after it.
    for (let count = -1; count !== rows.childElementCount; ) {
      count = rows.childElementCount
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame)
    }
    const seen: string[] = []
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const { textContent } of addedNodes) seen.push(textContent ?? '')
    }).observe(rows, { childList: true })
    return seen
  })
  await ana.say('And one more')
  await ana.seesTick('And one more', 'Delivered')
  expect(await drawn.jsonValue()).toEqual([expect.stringContaining('And one more')])
})
