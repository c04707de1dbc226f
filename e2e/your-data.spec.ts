import { readFile } from 'node:fs/promises'
import { openArchive } from '@/server/testing/unzip'
import { expectAccessible } from './accessible'
import { expect, test } from './test'

test('a person takes along what they said and were told', async ({ newPerson }) => {
  const bea = await newPerson('Bea Archive')
  const ana = await newPerson('Ana Archive')
  await ana.startChatWith(bea)
  await ana.say('Do you still have the recipe?')
  await bea.open('Ana Archive')
  await bea.say('Two eggs and a lemon')
  await ana.sees('Two eggs and a lemon')
  await ana.page.goto(`${ana.url}/settings`)
  const section = ana.page.getByRole('region', { name: 'Your data' })
  await section.getByRole('button', { name: 'Prepare an export' }).click()
  const link = section.getByRole('link', { name: /^Download/ })
  await expect(link).toBeVisible({ timeout: 20_000 })
  await expectAccessible(ana.page)
  const [download] = await Promise.all([ana.page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toMatch(/^kith-.*\.zip$/)
  const archive = openArchive(await readFile(await download.path()))
  const account = archive.json('export.json')
  expect(account).toMatchObject({ form: 'kith-export', me: { userName: ana.userName, name: 'Ana Archive' } })
  const said = archive.lines(account.conversations[0].id).filter(({ kind }) => kind === 'message:posted')
  expect(said.map(({ by, text }) => [by.name, text])).toEqual([
    ['Ana Archive', 'Do you still have the recipe?'],
    ['Bea Archive', 'Two eggs and a lemon'],
  ])
  await section.getByRole('button', { name: 'Erase it now' }).click()
  await expect(section.getByRole('button', { name: 'Prepare an export' })).toBeVisible()
})
