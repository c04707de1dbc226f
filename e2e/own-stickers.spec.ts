import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import { expectAccessible } from './accessible'
import { give, type MadeFile } from './media-files'
import type { Person } from './person'
import { expect, test } from './test'

/** A disc on nothing; no two colours are the same picture. */
async function drawing(name: string, color: string, width = 900, height = 600): Promise<MadeFile> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <ellipse cx="${width / 2}" cy="${height / 2}" rx="${width / 2.2}" ry="${height / 2.2}" fill="${color}"/></svg>`
  return { name, mimeType: 'image/png', buffer: await sharp(Buffer.from(svg)).png().toBuffer() }
}

const dialog = (person: Person, name: string | RegExp): Locator => person.page.getByRole('dialog', { name })
const picker = (person: Person): Locator => dialog(person, 'Stickers')
const said = (person: Person, name: RegExp): Locator => person.messages.getByRole('img', { name })

async function openPacks(person: Person): Promise<Locator> {
  await person.page.getByRole('button', { name: 'Stickers', exact: true }).click()
  await picker(person).getByRole('button', { name: 'My stickers' }).click()
  return dialog(person, 'My stickers')
}

async function newPack(person: Person, name: string): Promise<Locator> {
  const packs = await openPacks(person)
  await packs.getByRole('textbox', { name: 'New pack' }).fill(name)
  await packs.getByRole('button', { name: 'Make' }).click()
  return dialog(person, name)
}

async function choose(person: Person, files: readonly MadeFile[]): Promise<void> {
  const chosen = person.page.waitForEvent('filechooser')
  await person.page.getByRole('button', { name: 'Add pictures' }).click()
  await (await chosen).setFiles([...files])
}

async function says(person: Person, row: Locator, emoji: string, words: string): Promise<void> {
  await row.getByRole('button', { name: 'Choose an emoji' }).click()
  const search = person.page.getByRole('searchbox', { name: 'Search emoji' })
  await expect(search).toBeFocused()
  await search.fill(emoji)
  await search.press('Enter')
  await expect(search).toBeHidden()
  await row.getByRole('textbox').fill(words)
}

test('a pack is made of pictures, sent from, put in order and deleted, and other browsers follow', async ({
  newPerson,
  anotherBrowser,
  expectInConsole,
}) => {
  // Somebody likes a sticker that is deleted.
  expectInConsole(/404.*stickers\.setFavourite/)
  const bea = await newPerson('Bea Packs')
  const ana = await newPerson('Ana Packs')
  await ana.startChatWith(bea)
  await ana.say('Look what I drew')
  await bea.open('Ana Packs')
  const second = await anotherBrowser(ana)
  await second.open('Bea Packs')
  await second.page.getByRole('button', { name: 'Stickers', exact: true }).click()
  const pack = await newPack(ana, 'Discs')
  const rows = pack.getByRole('list', { name: 'To be added' }).getByRole('listitem')
  const own = pack.getByRole('list', { name: 'Stickers of Discs' }).getByRole('button')

  await test.step('pictures come by choice, drop and paste; what is none says so', async () => {
    await choose(ana, [
      await drawing('a-red-disc.png', 'red', 1_600, 800),
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
    ])
    await expect(rows.filter({ hasText: 'This isn’t a picture' })).toHaveCount(1)
    await give(ana.page, 'drop', '[role=dialog]', [await drawing('IMG_1.png', 'green')])
    await give(ana.page, 'paste', '[role=dialog]', [await drawing('image.png', 'blue', 300, 300)])
    await expect(rows).toHaveCount(4)
    await expect(rows.first().getByRole('textbox')).toHaveValue('a red disc')
    await pack.getByRole('button', { name: 'Remove notes.txt' }).click()
    await expect(rows).toHaveCount(3)
  })

  await test.step('each says an emoji and words', async () => {
    await pack.getByRole('button', { name: 'Add 3 stickers' }).click()
    await expect(rows.nth(1)).toContainText('Choose an emoji, and say what it shows.')
    await expectAccessible(ana.page)
    await says(ana, rows.nth(0), 'stop sign', 'A red disc')
    await says(ana, rows.nth(1), 'seedling', 'A green disc')
    await says(ana, rows.nth(2), 'blue heart', 'A blue disc')
    await pack.getByRole('button', { name: 'Add 3 stickers' }).click()
    await expect(rows).toHaveCount(0)
    await expect(own).toHaveCount(3)
    await expect(own.first()).toHaveAccessibleName('🛑 A red disc')
    await expectAccessible(ana.page)
  })

  await test.step('the other browser has it, in the picker that was open there', async () => {
    await picker(second).getByRole('button', { name: 'Discs' }).click()
    await expect(picker(second).getByRole('list', { name: 'Discs' }).getByRole('button')).toHaveCount(3)
  })

  await test.step('their order and words change, by keyboard', async () => {
    await own.first().focus()
    await ana.page.keyboard.press('Alt+ArrowRight')
    await expect(own.nth(1)).toHaveAccessibleName('🛑 A red disc')
    await expect(own.nth(1)).toBeFocused()
    await ana.page.keyboard.press('Enter')
    const sticker = dialog(ana, 'Sticker')
    await expect(sticker.getByText('2 of 3')).toBeVisible()
    await sticker.getByRole('button', { name: 'Move later' }).click()
    await expect(sticker.getByText('3 of 3')).toBeVisible()
    await sticker.getByRole('textbox', { name: 'What it shows' }).fill('Stop')
    await expectAccessible(ana.page)
    await sticker.getByRole('button', { name: 'Save' }).click()
    await expect(own.nth(2)).toHaveAccessibleName('🛑 Stop')
    const there = picker(second).getByRole('list', { name: 'Discs' }).getByRole('button')
    await expect(there.nth(2)).toHaveAccessibleName('🛑 Stop')
    await ana.page.keyboard.press('Escape')
    await expect(pack).toBeHidden()
  })

  await test.step('one is sent, and is as large as it was made', async () => {
    await picker(second).getByRole('button', { name: '🛑 Stop' }).click()
    await expect(said(bea, /Stop/)).toBeVisible()
    await expect.poll(() => said(bea, /Stop/).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)
  })

  await test.step('who got it keeps it as a favourite, and sends it back', async () => {
    await said(bea, /Stop/).click()
    const look = dialog(bea, /Stop/)
    await expect(look).not.toContainText('Discs')
    await expectAccessible(bea.page)
    await look.getByRole('button', { name: 'Add to favourites' }).click()
    await expect(look.getByRole('button', { name: 'Remove from favourites' })).toBeVisible()
    await bea.page.keyboard.press('Escape')
    await expect(look).toBeHidden()
    await bea.page.getByRole('button', { name: 'Stickers', exact: true }).click()
    await picker(bea).getByRole('button', { name: 'Favourites' }).click()
    await picker(bea).getByRole('list', { name: 'Favourites' }).getByRole('button', { name: '🛑 Stop' }).click()
    await expect(said(ana, /Stop/)).toHaveCount(2)
    await said(bea, /Stop/).first().click({ button: 'right' })
    await bea.page.getByRole('menuitem', { name: 'Remove from favourites' }).click()
    await said(bea, /Stop/).first().click()
    await look.getByRole('button', { name: 'Send' }).click()
    await expect(said(ana, /Stop/)).toHaveCount(3)
    await said(ana, /Stop/).first().click()
    await expect(dialog(ana, /Stop/)).toContainText('From your pack “Discs”')
    await ana.page.keyboard.press('Escape')
  })

  await test.step('deleting asks first; what was sent stays', async () => {
    await second.page.getByRole('button', { name: 'Stickers', exact: true }).click()
    await picker(second).getByRole('button', { name: 'Discs' }).click()
    await (await openPacks(ana)).getByRole('button', { name: /Discs/ }).click()
    await own.nth(0).click()
    await dialog(ana, 'Sticker').getByRole('button', { name: 'Delete…' }).click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete sticker' }).click()
    await expect(own).toHaveCount(2)
    await pack.getByRole('button', { name: 'Change the pack' }).click()
    await ana.page.getByRole('menuitem', { name: 'Delete pack…' }).click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete pack' }).click()
    await expect(dialog(ana, 'My stickers')).toContainText('Make your first pack')
    await expect(picker(second).getByRole('button', { name: 'Discs' })).toHaveCount(0)
    const fresh = await anotherBrowser(bea)
    await fresh.open('Ana Packs')
    const kept = said(fresh, /Stop/)
    await expect(kept).toHaveCount(3)
    await expect.poll(() => kept.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)
    await kept.first().click()
    await dialog(fresh, /Stop/).getByRole('button', { name: 'Add to favourites' }).click()
    await expect(dialog(fresh, /Stop/).getByRole('alert')).toContainText('It stays in this chat.')
  })
})

test('a picture whose way is cut says so, and goes up when it is tried again', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/Failed to load resource.*uploads/)
  const bea = await newPerson('Bea Cut')
  const ana = await newPerson('Ana Cut')
  await ana.startChatWith(bea)
  const pack = await newPack(ana, 'Cuts')
  const row = pack.getByRole('list', { name: 'To be added' }).getByRole('listitem')
  await ana.page.route('**/uploads', (route) => route.abort())
  await choose(ana, [await drawing('lost.png', 'orange')])
  await expect(row).toContainText('can’t reach its server')
  await expectAccessible(ana.page)

  await test.step('closing the dialog loses nothing', async () => {
    await ana.page.keyboard.press('Escape')
    await expect(pack).toBeHidden()
    await (await openPacks(ana)).getByRole('button', { name: /Cuts/ }).click()
    await expect(row).toHaveCount(1)
  })

  await ana.page.unroute('**/uploads')
  await row.getByRole('button', { name: 'Try again' }).click()
  await says(ana, row, 'tangerine', 'Found again')
  await pack.getByRole('button', { name: 'Add sticker' }).click()
  await expect(pack.getByRole('button', { name: '🍊 Found again' })).toBeVisible()
})
