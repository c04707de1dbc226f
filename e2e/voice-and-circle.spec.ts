import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Route } from '@playwright/test'
import { expectAccessible } from './accessible'
import { PASSWORD, uniqueUserName } from './account'
import type { Person } from './person'
import { expect, test } from './test'

const MEDIA = { permissions: ['microphone', 'camera'] }
const SOME_SECONDS = /^0:(0[1-9]|[1-5]\d)$/

const record = (person: Person): Locator => person.page.getByRole('button', { name: 'Record a voice message' })
const stop = (person: Person): Locator => person.page.getByRole('button', { name: 'Stop recording' })
const send = (person: Person): Locator => person.page.getByRole('button', { name: 'Send voice message' })
const elapsed = (person: Person): Locator => person.page.getByRole('timer')

/** Keeps every stream that the page is given, so that a test can look whether it was let go, or pull the plug. */
async function watchDevices(person: Person): Promise<void> {
  await person.page.addInitScript(() => {
    const given: MediaStreamTrack[] = []
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints)
      given.push(...stream.getTracks())
      return stream
    }
    Object.assign(window, { given })
  })
  await person.page.reload()
}

const live = (person: Person): Promise<number> =>
  person.page.evaluate(
    () =>
      (window as unknown as { given: MediaStreamTrack[] }).given.filter(({ readyState }) => readyState === 'live')
        .length,
  )

test('a voice is held, locked, heard and thrown away, and the microphone is let go', async ({ newPerson }) => {
  const bea = await newPerson('Bea Listener')
  const ana = await newPerson('Ana Voice', { context: MEDIA })
  await ana.startChatWith(bea)
  await watchDevices(ana)
  const { mouse, keyboard } = ana.page

  await test.step('held, and let go', async () => {
    // A press that comes before what records is a click.
    await expect(ana.page.locator('html[data-parts="all"]')).toHaveCount(1)
    const { x, y } = await middle(record(ana))
    await mouse.move(x, y)
    await mouse.down()
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await mouse.up()
    await expect(send(ana)).toBeVisible()
    expect(await live(ana)).toBe(0)
  })

  await test.step('heard before it is sent: play, seek, faster', async () => {
    const position = ana.page.getByRole('slider', { name: 'Position' })
    // It is short: whoever looks for the pause after the click may be too late.
    const playing = ana.page.waitForSelector('button[aria-label="Pause"]')
    await ana.page.getByRole('button', { name: 'Play', exact: true }).click()
    await playing
    // It ends by itself, and can be played again from the beginning.
    await expect(ana.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await position.focus()
    await keyboard.press('End')
    const whole = Number(await position.getAttribute('aria-valuemax'))
    await expect(position).toHaveAttribute('aria-valuenow', String(whole))
    await keyboard.press('Home')
    await expect(position).toHaveAttribute('aria-valuenow', '0')
    await ana.page.getByRole('button', { name: 'Speed 1×, change to 1.5×' }).click()
    await expect(ana.page.getByRole('button', { name: 'Speed 1.5×, change to 2×' })).toBeVisible()
    await expectAccessible(ana.page)
    await ana.page.getByRole('button', { name: 'Discard recording' }).click()
    await expect(record(ana)).toBeFocused()
    await expect(ana.composer).toBeVisible()
  })

  await test.step('slid up, it goes on without the finger', async () => {
    const { x, y } = await middle(record(ana))
    await mouse.move(x, y)
    await mouse.down()
    await expect(elapsed(ana)).toBeVisible()
    await mouse.move(x, y - 120, { steps: 6 })
    await mouse.up()
    await expect(stop(ana)).toBeVisible()
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await expectAccessible(ana.page)
    await stop(ana).click()
    await expect(send(ana)).toBeVisible()
    await ana.page.getByRole('button', { name: 'Discard recording' }).click()
  })

  await test.step('slid away, it is dropped', async () => {
    const { x, y } = await middle(record(ana))
    await mouse.move(x, y)
    await mouse.down()
    await expect(elapsed(ana)).toBeVisible()
    await mouse.move(x - 200, y, { steps: 6 })
    await expect(record(ana)).toBeVisible()
    await mouse.up()
    await expect(ana.composer).toBeVisible()
    expect(await live(ana)).toBe(0)
  })

  await test.step('by keyboard alone; Escape drops it and nothing else', async () => {
    await record(ana).focus()
    await keyboard.press('Enter')
    await expect(elapsed(ana)).toBeVisible()
    await keyboard.press('Escape')
    await expect(record(ana)).toBeFocused()
    await expect(ana.composer).toBeVisible()
    expect(await live(ana)).toBe(0)
    await keyboard.press('Enter')
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await keyboard.press('Enter')
    await expect(send(ana)).toBeFocused()
    await keyboard.press('Escape')
    await expect(record(ana)).toBeVisible()
  })

  await test.step('unplugged, what was said is kept', async () => {
    await record(ana).click()
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await ana.page.evaluate(() => {
      for (const track of (window as unknown as { given: MediaStreamTrack[] }).given) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    })
    await expect(ana.page.getByText('The microphone was disconnected')).toBeVisible()
    await expect(send(ana)).toBeVisible()
    await ana.page.getByRole('button', { name: 'Discard recording' }).click()
  })

  await test.step('going elsewhere ends it', async () => {
    await record(ana).click()
    await expect(elapsed(ana)).toBeVisible()
    expect(await live(ana)).toBe(1)
    await ana.page.goBack()
    await expect(elapsed(ana)).toBeHidden()
    expect(await live(ana)).toBe(0)
  })
})

test('a press that lasts while what records comes is a recording', async ({ newPerson }) => {
  const bea = await newPerson('Bea Early')
  const ana = await newPerson('Ana Early', { context: { ...MEDIA, serviceWorkers: 'block' } })
  await ana.startChatWith(bea)
  const { page } = ana
  const { mouse, keyboard } = page
  const come = await withoutRecorders(ana)
  const down = async (button: Locator) => {
    const { x, y } = await middle(button)
    await mouse.move(x, y)
    await mouse.down()
  }

  await test.step('a voice is held, and let go', async () => {
    await page.reload()
    await down(record(ana))
    await come()
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await mouse.up()
    await expect(send(ana)).toBeFocused()
    // It says something new, though the press had no click.
    await keyboard.press('Enter')
    await expect(ana.messages.getByRole('img', { name: 'Delivered' })).toHaveCount(1)
  })

  await test.step('a camera', async () => {
    await page.reload()
    await down(page.getByRole('button', { name: 'Record a circle video' }))
    await come()
    await mouse.up()
    await expect(page.getByRole('dialog', { name: 'Circle video' }).getByText('Up to a minute')).toBeVisible()
  })

  await test.step('by a key', async () => {
    await page.reload()
    await record(ana).focus()
    await keyboard.down('Space')
    await come()
    await keyboard.up('Space')
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
  })
})

test('a circle video is framed, recorded, looked at and thrown away', async ({ newPerson }) => {
  const bea = await newPerson('Bea Viewer')
  const ana = await newPerson('Ana Circle', { context: MEDIA })
  await ana.startChatWith(bea)
  await watchDevices(ana)
  const dialog = ana.page.getByRole('dialog', { name: 'Circle video' })
  const main = (name: string): Locator => dialog.getByRole('button', { name, exact: true })

  await ana.page.getByRole('button', { name: 'Record a circle video' }).click()
  await expect(dialog.getByText('Up to a minute')).toBeVisible()
  await main('Record').click()
  await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
  await main('Stop recording').click()
  await expect(main('Send circle video')).toBeVisible()
  expect(await live(ana)).toBe(0)
  await expectAccessible(ana.page)

  const circle = dialog.getByRole('button', { name: /^Circle video, / })
  const heard = ana.page.waitForSelector('button[aria-label$="Pause"]')
  await circle.click()
  await heard
  await main('Discard and record again').click()
  await expect(dialog.getByText('Up to a minute')).toBeVisible()
  expect(await live(ana)).toBe(2)
  await ana.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await live(ana)).toBe(0)
})

test('what was recorded reaches the other and is heard there, one voice after the next', async ({ newPerson }) => {
  const bea = await newPerson('Bea Hears')
  const ana = await newPerson('Ana Speaks', { context: MEDIA })
  await ana.startChatWith(bea)

  for (const count of [1, 2]) {
    await record(ana).click()
    await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
    await stop(ana).click()
    await send(ana).click()
    await expect(ana.messages.getByRole('img', { name: 'Delivered' })).toHaveCount(count)
  }
  await expect(bea.line('Ana Speaks')).toContainText(/🎤 0:0\d/)
  await ana.page.getByRole('button', { name: 'Record a circle video' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Circle video' })
  await dialog.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
  await dialog.getByRole('button', { name: 'Stop recording' }).click()
  await dialog.getByRole('button', { name: 'Send circle video' }).click()
  await expect(bea.line('Ana Speaks')).toContainText(/⭕ Circle video 0:0\d/)

  await bea.open('Ana Speaks')
  const voices = bea.messages.getByRole('group', { name: /^Voice message/ })
  await expect(voices).toHaveCount(2)
  const second = bea.page.waitForSelector('li[data-message] + li [aria-label="Pause"]')
  await voices.first().getByRole('button', { name: 'Play', exact: true }).click()
  // When the first one ends, the next begins by itself.
  await second
  await expect(voices.last().getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await bea.messages.getByRole('button', { name: /^Circle video, .*Play with sound/ }).click()
  await expect(bea.messages.getByRole('button', { name: /^Circle video, .*Pause/ })).toBeVisible()
  await expectAccessible(bea.page)
})

test('what is heard or seen while it waits goes on when it is sent', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const bea = await newPerson('Bea Waits')
  const ana = await newPerson('Ana Waits', { context: MEDIA })
  await ana.startChatWith(bea)
  await ana.say('To begin with')
  await ana.seesTick('To begin with', 'Delivered')
  await expect(ana.page.locator('html[data-parts="all"]')).toHaveCount(1)
  await ana.context.setOffline(true)
  await record(ana).click()
  await expect(elapsed(ana)).toHaveText(/^0:0[3-9]$/)
  await stop(ana).click()
  await send(ana).click()
  await ana.page.getByRole('button', { name: 'Record a circle video' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Circle video' })
  await dialog.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(elapsed(ana)).toHaveText(SOME_SECONDS)
  await dialog.getByRole('button', { name: 'Stop recording' }).click()
  await dialog.getByRole('button', { name: 'Send circle video' }).click()
  await expect(ana.messages.getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(2)

  const heard = ana.messages.getByRole('slider', { name: 'Position' })
  await heard.press('PageUp')
  await expect(heard).toHaveAttribute('aria-valuenow', /[1-9]/)
  const heardTo = await heard.getAttribute('aria-valuenow')
  const circle = ana.messages.locator('video')
  const seen = await circle.evaluate((video: HTMLVideoElement) => video.src)
  await circle.evaluate((video: HTMLVideoElement) => Object.assign(window, { video }))

  await ana.context.setOffline(false)
  await expect(ana.messages.getByRole('img', { name: 'Delivered' })).toHaveCount(3)
  await expect(heard).toHaveAttribute('aria-valuenow', heardTo ?? '')
  expect(await circle.evaluate((video: HTMLVideoElement) => Object.is(video, Reflect.get(window, 'video')))).toBe(true)
  expect(await circle.evaluate((video: HTMLVideoElement) => video.src)).toBe(seen)
})

test('who may not use the microphone is told what to do', async ({ newPerson, newBrowser }) => {
  const bea = await newPerson('Bea Silent')
  const ana = await newPerson('Ana Denied')
  await ana.startChatWith(bea)
  await record(ana).click()
  await expect(ana.page.getByText('Kith may not use the microphone. Allow it')).toBeVisible()
  await ana.page.getByRole('button', { name: 'Close' }).click()
  await expect(ana.page.getByText('Kith may not use')).toBeHidden()

  const page = await (await newBrowser()).newPage()
  await page.goto(`http://kith.lan:${process.env.KITH_E2E_PORT}/sign-up`)
  await page.getByLabel('Your name').fill('Carl Lan')
  await page.getByLabel('User name').fill(uniqueUserName('Carl Lan'))
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: 'New chat' }).click()
  await page.getByPlaceholder('Name or user name').fill(bea.userName)
  await page.getByRole('option', { name: bea.userName }).click()
  for (const what of ['voice message', 'circle video']) {
    await page.getByRole('button', { name: `Record a ${what}` }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'opened over https://' })).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).click()
  }
})

/** What records comes when what is answered is called, and the stand-ins are gone when that is done. */
async function withoutRecorders({ page }: Person): Promise<() => Promise<void>> {
  const folder = path.resolve('.next/static/chunks')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && readFileSync(path.join(folder, file), 'utf8').includes('Slide to cancel'),
  )
  expect(files).toHaveLength(1)
  const asked: Route[] = []
  await page.route(`**/${files[0]}`, (route) => void asked.push(route))
  return async () => {
    await expect.poll(() => asked.length).toBe(1)
    await asked.pop()?.continue()
    await expect(page.locator('fieldset[aria-label="Voice message"]')).toBeVisible()
  }
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not on screen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
