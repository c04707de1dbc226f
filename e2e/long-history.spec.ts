import type { Locator } from '@playwright/test'
import { signIn } from './account'
import { givePast } from './past'
import { Person } from './person'
import { expect, test } from './test'

const FIRST = /(?<!\d)1\. On my way/

test('5,000 messages scroll to the top and back without a jump', async ({ newPerson }) => {
  test.setTimeout(480_000)
  const bea = await newPerson('Bea Chronicle')
  const ana = await newPerson('Ana Chronicle')
  await givePast([ana.userName, bea.userName], 5_000)
  await ana.page.reload()
  await ana.open('Bea Chronicle')
  await ana.sees('5000. ')

  const up = await scrollMeasuring(ana.messages, 'up')
  expect(up.moved, JSON.stringify(up)).toBeLessThanOrEqual(1)
  await expect(ana.bubble(FIRST)).toBeVisible()
  const down = await scrollMeasuring(ana.messages, 'down')
  expect(down.moved, JSON.stringify(down)).toBeLessThanOrEqual(1)
  await expect(ana.bubble('5000. ')).toBeVisible()
})

test('Home goes to the first of 100,000 messages, and End to the newest', async ({ newPerson }) => {
  const bea = await newPerson('Bea Keystone')
  const ana = await newPerson('Ana Keystone')
  const { keyboard } = ana.page
  await givePast([ana.userName, bea.userName], 100_000)
  await ana.page.reload()
  await ana.open('Bea Keystone')
  await expect(ana.bubble('100000. ')).toBeInViewport()

  await ana.composer.fill('Begun')
  await ana.composer.press('Home')
  await keyboard.type('Not yet ')
  await expect(ana.composer).toHaveValue('Not yet Begun')
  await expect(ana.bubble('100000. ')).toBeInViewport()

  await ana.messages.focus()
  await keyboard.press('Home')
  await expect(ana.bubble(FIRST)).toBeInViewport()
  await keyboard.press('Control+End')
  await expect(ana.bubble('100000. ')).toBeInViewport()

  await keyboard.press('ArrowUp')
  await keyboard.press('Control+Home')
  await expect(ana.bubble(FIRST)).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(ana.bubble(/(?<!\d)2\. The light/)).toBeFocused()
  await keyboard.press('Meta+ArrowDown')
  await expect(ana.bubble('100000. ')).toBeFocused()
})

test('the scrollbar’s thumb pulled to the top goes to the first message', async ({
  newPerson,
  playwright,
  launchOptions,
}) => {
  const bea = await newPerson('Bea Thumb')
  const someone = await newPerson('Ana Thumb')
  await givePast([someone.userName, bea.userName], 5_000)
  // Else it has none.
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await signIn(context.request, someone.url, someone.userName)
  const ana = new Person(someone, await context.newPage(), someone.url)
  await ana.goHome()
  await ana.open('Bea Thumb')
  await expect(ana.bubble('5000. ')).toBeInViewport()
  const box = await ana.messages.boundingBox()
  if (!box) throw new Error('There is no history.')
  const { mouse } = ana.page
  const x = box.x + box.width - 6
  await mouse.move(x, box.y + box.height - 30)
  await mouse.down()
  await mouse.move(x, box.y + box.height / 2, { steps: 5 })
  await mouse.move(x, box.y + 2, { steps: 5 })
  await mouse.up()
  await expect(ana.bubble(FIRST)).toBeInViewport()
  await browser.close()
})

/** The worst movement: of which row, when, and how far the scroller then was from its ends. */
interface Measured {
  moved: number
  seq?: string | undefined
  frame?: number
  above?: number
  below?: number
}

/**
 * Scrolls by steps until there is nothing more in that direction. After each step, watches what is in sight until loading
 * is over, frame by frame. Answers by how many pixels anything moved that should have stayed.
 */
function scrollMeasuring(messages: Locator, direction: 'up' | 'down'): Promise<Measured> {
  return messages.evaluate(async (scroller, towards) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const rows = () => [...scroller.querySelectorAll<HTMLElement>('[data-seq]')]
    const inSight = () => {
      const box = scroller.getBoundingClientRect()
      return rows().find((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return top >= box.top && bottom <= box.bottom
      })
    }
    const ended = () =>
      towards === 'up'
        ? scroller.scrollTop <= 0
        : scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
    let worst: Measured = { moved: 0 }
    let framesAtEnd = 0
    while (framesAtEnd < 30) {
      scroller.scrollTop += (towards === 'up' ? -1.5 : 1.5) * scroller.clientHeight
      const anchor = inSight()
      const seq = anchor?.dataset.seq
      const before = anchor?.getBoundingClientRect().top ?? 0
      for (let frames = 0; frames < 4; frames++) {
        await frame()
        const now = scroller.querySelector(`[data-seq="${seq}"]`)
        const moved = now ? Math.abs(now.getBoundingClientRect().top - before) : 0
        const above = scroller.scrollTop
        if (moved > worst.moved)
          worst = { moved, seq, frame: frames, above, below: scroller.scrollHeight - scroller.clientHeight - above }
      }
      framesAtEnd = ended() ? framesAtEnd + 1 : 0
    }
    return worst
  }, direction)
}
