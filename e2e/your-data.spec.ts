import { readFile } from 'node:fs/promises'
import { openArchive } from '@/server/testing/unzip'
import { expectAccessible } from './accessible'
import { PASSWORD } from './account'
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

test('who deletes their account is “Deleted account” to the others, and signs in no more', async ({
  newPerson,
  anotherBrowser,
  expectInConsole,
}) => {
  expectInConsole(/401|403|Failed to load resource|WebSocket/)
  const bea = await newPerson('Bea Remains')
  const ana = await newPerson('Ana Goes')
  await ana.startChatWith(bea)
  await ana.say('It was good here')
  await bea.open('Ana Goes')
  await bea.sees('It was good here')
  const second = await anotherBrowser(ana)
  await ana.page.goto(`${ana.url}/settings`)
  await ana.page.getByRole('button', { name: 'Delete account' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Delete your account?' })
  await expect(dialog).toContainText('Nobody gets your user name again')
  await expectAccessible(ana.page)

  await test.step('a wrong password deletes nothing', async () => {
    await dialog.getByLabel('Your password').fill('not this one')
    await dialog.getByRole('button', { name: 'Delete my account' }).click()
    await expect(dialog).toContainText('The password is wrong')
  })

  await test.step('the right one ends it on every device', async () => {
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Delete my account' }).click()
    await expect(ana.page).toHaveURL(/\/sign-in/)
    await expect(second.page).toHaveURL(/\/sign-in/)
  })

  await test.step('Bea keeps what was said, and can’t write', async () => {
    await expect(bea.line('Deleted account')).toBeVisible()
    await bea.sees('It was good here')
    await expect(bea.page.getByText('This account was deleted. What was said stays readable.')).toBeVisible()
    await expect(bea.composer).toHaveCount(0)
    await expect(bea.page.getByText('Ana Goes')).toHaveCount(0)
    await bea.page.reload()
    await expect(bea.line('Deleted account')).toBeVisible()
  })

  await test.step('nobody signs in as Ana', async () => {
    await ana.page.getByRole('textbox', { name: 'User name' }).fill(ana.userName)
    await ana.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await ana.page.getByRole('button', { name: 'Sign in' }).click()
    await expect(ana.page.getByText('The user name or the password is wrong. Check both and try again.')).toBeVisible()
  })
})
