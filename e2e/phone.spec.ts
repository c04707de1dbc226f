import type { Page } from '@playwright/test'
import { expect, test } from './test'

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

test('on a phone of 320 px there is one pane at a time and nothing is cut off', async ({ newPerson }) => {
  const bea = await newPerson('Bea With A Rather Long Name For A Small Phone')
  const ana = await newPerson('Ana Phone', { context: PHONE })
  await expectNothingCutOff(ana.page)

  await ana.startChatWith(bea)
  await expect(ana.overview).toBeHidden()
  await ana.composer.fill(`Averyveryverylongwordwithoutanyspaces${'x'.repeat(80)} and then some`)
  await ana.page.getByRole('button', { name: 'Send' }).click()
  await ana.seesTick('Averyvery', 'Delivered')
  await expectNothingCutOff(ana.page)

  await ana.page.getByRole('button', { name: 'Back to all conversations' }).click()
  await expect(ana.overview).toBeVisible()
  await expect(ana.line('Bea With')).toContainText('Averyvery')
  await ana.page.goto(`${ana.url}/settings`)
  await expect(ana.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expectNothingCutOff(ana.page)
})

test('a finger that holds a message opens its menu, and letting go chooses nothing', async ({ newPerson }) => {
  const bea = await newPerson('Bea Held')
  const ana = await newPerson('Ana Holds', { context: PHONE })
  await ana.startChatWith(bea)
  for (let i = 1; i <= 12; i++) {
    await ana.composer.fill(`Step ${i}.`)
    await ana.page.getByRole('button', { name: 'Send' }).click()
  }
  await ana.seesTick('Step 12.', 'Delivered')

  const box = await ana.bubble('Step 12.').boundingBox()
  if (!box) throw new Error('The message is not on screen.')
  const touch = await ana.context.newCDPSession(ana.page)
  const finger = { x: box.x + box.width - 80, y: box.y + box.height / 2 }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] })
  const menu = ana.page.getByRole('menu')
  await expect(menu).toBeVisible()
  const over = await menu.boundingBox()
  expect(over && over.y + over.height > finger.y, 'The menu covers the finger.').toBe(true)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })

  await ana.page.getByRole('menuitem', { name: 'Star' }).tap()
  await expect(menu).toBeHidden()
  await expect(ana.bubble('Step 12.').getByRole('img', { name: 'Starred' })).toBeVisible()
})

test('a line of the overview takes a tap while the list still moves', async ({ newPerson }) => {
  const bea = await newPerson('Bea Moving')
  const ana = await newPerson('Ana Moves', { context: { ...PHONE, viewport: { width: 320, height: 360 } } })
  for (const name of ['Ants', 'Bees', 'Cats', 'Dogs', 'Eels']) {
    await ana.startGroup(name, [bea])
    await ana.goHome()
  }
  await expect(ana.line('Eels')).toBeVisible()

  const hit = await ana.overview.locator('[data-overview-list]').evaluate(
    (list) =>
      new Promise<string | null | undefined>((resolve) => {
        const { left, top, width } = list.getBoundingClientRect()
        const look = () => resolve(document.elementFromPoint(left + width / 2, top + 30)?.closest('a')?.textContent)
        list.addEventListener('scroll', () => requestAnimationFrame(() => requestAnimationFrame(look)), { once: true })
        list.scrollTop = 72
      }),
  )
  expect(hit).toContain('Dogs')
})

test('the keyboard stays when one sends by a tap: the field never loses the focus', async ({ newPerson }) => {
  const bea = await newPerson('Bea Answers')
  const ana = await newPerson('Ana Taps', { context: PHONE })
  await ana.startChatWith(bea)
  await ana.composer.tap()
  const losses = await ana.composer.evaluateHandle((field) => {
    const seen: string[] = []
    field.addEventListener('blur', () => seen.push('blur'))
    return seen
  })
  await ana.composer.pressSequentially('By tap')
  await ana.page.getByRole('button', { name: 'Send' }).tap()
  await ana.seesTick('By tap', 'Delivered')
  await expect(ana.composer).toBeFocused()
  expect(await losses.jsonValue()).toEqual([])
})

test('the menu of a chat has on a phone what its line has elsewhere: Ana mutes it, and deletes it', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Loud')
  const ana = await newPerson('Ana Quiet', { context: PHONE })
  await ana.startChatWith(bea)
  await ana.composer.fill('Not now')
  await ana.page.getByRole('button', { name: 'Send' }).tap()
  await ana.seesTick('Not now', 'Delivered')
  const more = ana.page.getByRole('button', { name: 'More', exact: true })
  await more.tap()
  await ana.page.getByRole('menuitem', { name: 'Mute for 8 hours' }).tap()
  await more.tap()
  await expect(ana.page.getByRole('menuitem', { name: /Unmute/ })).toBeVisible()
  await expectNothingCutOff(ana.page)
  await ana.page.getByRole('menuitem', { name: 'Delete chat' }).tap()
  await ana.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /delete/i })
    .tap()
  await ana.hasNoLine('Bea Loud')
})

test('while messages are selected on a phone, nothing is written: the field comes back with what was in it', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Chosen')
  const ana = await newPerson('Ana Chooses', { context: PHONE })
  await ana.startChatWith(bea)
  await ana.composer.fill('Pick me')
  await ana.page.getByRole('button', { name: 'Send' }).tap()
  await ana.seesTick('Pick me', 'Delivered')
  await ana.composer.fill('Begun')
  await ana.bubble('Pick me').click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: 'Select' }).tap()
  const bar = ana.page.getByRole('toolbar', { name: 'Selected messages' })
  await expect(bar).toContainText('1 selected')
  await expect(ana.composer).toBeHidden()
  await ana.page.getByRole('button', { name: 'Stop selecting' }).tap()
  await expect(ana.composer).toHaveValue('Begun')
})

test('a step back to the overview is the shell’s alone, and Next draws nothing for it', async ({ newPerson }) => {
  const bea = await newPerson('Bea Behind')
  const ana = await newPerson('Ana Steps Back', { context: PHONE })
  await ana.startChatWith(bea)
  await ana.composer.fill('See you')
  await ana.page.getByRole('button', { name: 'Send' }).click()
  await ana.seesTick('See you', 'Delivered')
  const { page } = ana
  await page.addInitScript(() => {
    const { replaceState } = History.prototype
    // What Next draws it writes into the history, too.
    History.prototype.replaceState = function (...given) {
      document.documentElement.dataset.written = String(Number(document.documentElement.dataset.written ?? 0) + 1)
      replaceState.apply(this, given)
    }
  })
  await page.goto(ana.url)
  await ana.line('Bea Behind').click()
  await expect(ana.composer).toBeVisible()
  const written = () => page.evaluate(() => document.documentElement.dataset.written)
  const before = await written()
  for (let round = 0; round < 2; round++) {
    await page.goBack()
    await expect(ana.overview).toBeVisible()
    await page.goForward()
    await expect(ana.composer).toBeVisible()
  }
  expect(before, 'As it starts, Next writes.').toBeDefined()
  expect(await written()).toBe(before)
})

test('a chat’s page, as the server sends it, shows no overview on a phone', async ({ newBrowser, appUrl }) => {
  const context = await newBrowser({ ...PHONE, javaScriptEnabled: false })
  const page = await context.newPage()
  const skeleton = page.locator('.animate-pulse').first()
  await page.goto(appUrl)
  await expect(skeleton).toBeVisible()
  await page.goto(`${appUrl}/c/7`)
  await expect(skeleton).toBeHidden()
  await expect(page.locator('main')).toBeVisible()
})

async function expectNothingCutOff(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
