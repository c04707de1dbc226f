import pg from 'pg'
import { expectAccessible } from './accessible'
import { kept } from './kept'
import { type MadeFile, photo } from './media-files'
import { type OwnApp, startOwnApp } from './own-app'
import { databaseUrl } from './past'
import type { Person } from './person'
import { test as base, expect } from './test'

/** A minute, and what a busy machine may take on top. */
const GONE_WITHIN_MS = 90_000

// How long things are kept concerns everybody on a server.
let app: OwnApp
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from the pattern.
  appUrl: async ({}, use) => use(app.url),
})
test.beforeAll(async () => {
  app = await startOwnApp('retention')
})
test.afterAll(() => app.stop())

/** All that was said until now was said so many days earlier. */
async function age(days: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(app.dataFolder) })
  await client.connect()
  await client.query(`UPDATE messages SET sent_at = sent_at - ${days} * interval '1 day'`)
  await client.query(`UPDATE log SET at = at - ${days} * interval '1 day'`)
  await client.end()
}

async function attach(person: Person, what: 'Photos and videos' | 'Files', file: MadeFile, text: string) {
  const chosen = person.page.waitForEvent('filechooser')
  await person.page.getByRole('button', { name: 'Attach' }).click()
  await person.page.getByRole('menuitem', { name: what }).click()
  await (await chosen).setFiles([file])
  await expect(person.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(1)
  if (text) await person.composer.fill(text)
  await person.page.getByRole('button', { name: 'Send', exact: true }).click()
}

const pdf = (name: string): MadeFile => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${name}`) })

test('an admin sees what a retention would erase, and what is older goes from everybody', async ({
  newPerson,
  expectInConsole,
}) => {
  // What an open gallery shows of it may be asked for once more.
  expectInConsole(/404/)
  const admin = await newPerson('Ada Admin')
  const bea = await newPerson('Bea Keeper')
  const ana = await newPerson('Ana Keeper')
  const retention = admin.page.getByRole('region', { name: 'Retention' })
  const estimate = retention.getByRole('status', { name: 'What it would erase now' })

  await test.step('files, with words and without, and words alone are said long ago', async () => {
    await ana.startChatWith(bea)
    await ana.say('A plum cake of old')
    await attach(ana, 'Photos and videos', await photo('lake.jpg', 800, 600), 'By the lake')
    await ana.seesTick('By the lake', 'Delivered')
    await attach(ana, 'Files', pdf('plums.pdf'), '')
    await bea.open('Ana Keeper')
    await expect(bea.bubble('plums.pdf')).toHaveCount(1)
    await expect(bea.bubble('By the lake').getByRole('button', { name: 'Photo' })).toBeVisible()
    await expect.poll(() => kept(bea)).toContain('plums.pdf')
    await age(40)
    await ana.say('Said today')
    await bea.sees('Said today')
  })

  await test.step('the admin sees what would go, and is asked', async () => {
    await admin.page.goto(`${app.url}/admin`)
    await retention.getByRole('radiogroup', { name: 'Keep files' }).getByRole('radio', { name: 'Days' }).click()
    const days = retention.getByRole('textbox', { name: 'Days of files' })
    await days.fill('none')
    await expect(retention.getByText('Write a whole number of days')).toBeVisible()
    await expect(retention.getByRole('button', { name: 'Save' })).toBeDisabled()
    await days.fill('60')
    await expect(estimate).toContainText('Erases nothing now')
    await days.fill('30')
    await expect(estimate).toContainText(/Erases 1 message and 2 files \(.*\) in 1 chat now/)
    await expect(estimate).toContainText('The oldest is of')
    await expectAccessible(admin.page)
    await retention.getByRole('button', { name: 'Save' }).click()
    const dialog = admin.page.getByRole('alertdialog')
    await expect(dialog).toContainText('1 message and 2 files')
    await expectAccessible(admin.page)
    await dialog.getByRole('button', { name: 'Save and erase' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the files go from open screens and what browsers keep, the words stay and say so', async () => {
    for (const one of [ana, bea]) {
      await expect(one.bubble('By the lake')).toContainText('File erased after 30 days', { timeout: GONE_WITHIN_MS })
      await expect(one.bubble('By the lake').getByRole('button', { name: 'Photo' })).toHaveCount(0)
      await expect(one.bubble('plums.pdf')).toHaveCount(0, { timeout: GONE_WITHIN_MS })
      await expect.poll(() => kept(one), { timeout: GONE_WITHIN_MS }).not.toContain('plums.pdf')
      await one.sees('A plum cake of old')
    }
    await expectAccessible(bea.page)
    await bea.page.reload()
    await expect(bea.bubble('By the lake')).toContainText('File erased after 30 days')
  })

  await test.step('everybody can see for how long things are kept', async () => {
    await bea.page.getByRole('button', { name: 'About Ana Keeper' }).click()
    await expect(bea.page.getByText('Files on this server are erased after 30 days. Messages stay.')).toBeVisible()
    await expectAccessible(bea.page)
    await bea.page.goto(`${app.url}/settings`)
    const privacy = bea.page.getByRole('region', { name: 'Privacy' })
    await expect(privacy).toContainText('Files on this server are erased after 30 days')
    await bea.goHome()
    await bea.open('Ana Keeper')
  })

  await test.step('messages go too once that is said', async () => {
    await retention.getByRole('radiogroup', { name: 'Keep messages' }).getByRole('radio', { name: 'Days' }).click()
    await retention.getByRole('textbox', { name: 'Days of messages' }).fill('35')
    await expect(estimate).toContainText('Erases 2 messages in 1 chat now')
    await retention.getByRole('button', { name: 'Save' }).click()
    await admin.page.getByRole('alertdialog').getByRole('button', { name: 'Save and erase' }).click()
    for (const one of [ana, bea]) {
      await expect(one.bubble('A plum cake of old')).toHaveCount(0, { timeout: GONE_WITHIN_MS })
      await expect(one.bubble('By the lake')).toHaveCount(0)
      await expect.poll(() => kept(one), { timeout: GONE_WITHIN_MS }).not.toContain('plum cake')
      await one.sees('Said today')
    }
  })

  await test.step('kept for ever again, nobody has to be asked', async () => {
    for (const what of ['Keep messages', 'Keep files'])
      await retention.getByRole('radiogroup', { name: what }).getByRole('radio', { name: 'For ever' }).click()
    await expect(estimate).toContainText('Erases nothing now')
    await retention.getByRole('button', { name: 'Save' }).click()
    await expect(estimate).toBeHidden()
    await bea.page.goto(`${app.url}/settings`)
    await expect(bea.page.getByText('This server keeps messages and files for ever.')).toBeVisible()
  })
})
