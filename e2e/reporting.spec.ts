import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { type AppProcess, freePort, startApp } from '@/server/testing/app-process'
import { expectAccessible } from './accessible'
import { createAccount, signIn, uniqueUserName } from './account'
import { Person } from './person'
import { expect, test } from './test'

// An app of its own: whoever signs up first is its admin.
let app: AppProcess
let url: string
let dataFolder: string

test.beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-reports-'))
  const port = await freePort()
  app = startApp({ port, dataFolder })
  url = `http://localhost:${port}`
  await app.ready()
})

test.afterAll(async () => {
  await app.stop()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

/** Somebody new on this server. */
async function signUpHere(newBrowser: () => Promise<BrowserContext>, fullName: string): Promise<Person> {
  const account = { fullName, userName: uniqueUserName(fullName) }
  const context = await newBrowser()
  await createAccount(context.request, url, account)
  await signIn(context.request, url, account.userName)
  const person = new Person(account, await context.newPage(), url)
  await person.goHome()
  return person
}

test('what somebody reports is judged by an admin who was in none of it, by copies of the messages chosen', async ({
  newBrowser,
}) => {
  const newcomer = (fullName: string) => signUpHere(newBrowser, fullName)
  const admin = await newcomer('Ada Admin')
  const rita = await newcomer('Rita Reports')
  const carl = await newcomer('Carl Coarse')
  await carl.startChatWith(rita)
  await carl.say('Something coarse')
  await carl.say('Something coarser')
  await rita.open('Carl Coarse')
  await rita.sees('Something coarser')

  await test.step('Rita chooses a message, says why, and blocks Carl with it', async () => {
    await rita.bubble('Something coarser').click({ button: 'right' })
    await rita.page.getByRole('menuitem', { name: 'Report…' }).click()
    const dialog = rita.page.getByRole('dialog', { name: 'Report Carl Coarse' })
    await expect(dialog).toContainText('Carl Coarse isn’t told')
    await expect(dialog.getByRole('checkbox', { name: /Something coarser/ })).toBeChecked()
    await dialog.getByRole('textbox', { name: 'What happened' }).fill('He goes on like this')
    await dialog.getByRole('checkbox', { name: 'Block Carl Coarse, too' }).check()
    await expectAccessible(rita.page)
    await dialog.getByRole('button', { name: 'Report' }).click()
    await expect(dialog).toBeHidden()
    await expect(rita.page.getByRole('note')).toHaveText('You blocked Carl Coarse. Unblock to write.')
  })

  await test.step('from the details, nothing is chosen to begin with', async () => {
    await rita.page.getByRole('button', { name: 'About Carl Coarse' }).click()
    await rita.page.getByRole('button', { name: 'Report…' }).click()
    const dialog = rita.page.getByRole('dialog', { name: 'Report Carl Coarse' })
    await expect(dialog.getByRole('checkbox')).toHaveCount(2)
    await expect(dialog.getByRole('button', { name: 'Report' })).toBeDisabled()
    await rita.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('the admin sees what was chosen and nothing else, marks it as done, and deletes it', async () => {
    await admin.page.goto(`${url}/admin`)
    const reports = admin.page.getByRole('region', { name: 'Reports' })
    await expect(reports).toContainText('Rita Reports reported Carl Coarse')
    await expect(reports).toContainText('He goes on like this')
    await expect(reports.getByRole('blockquote')).toHaveCount(1)
    await expect(reports.getByRole('blockquote')).toContainText('Something coarser')
    await expectAccessible(admin.page)
    await reports.getByRole('button', { name: 'Mark as done' }).click()
    await expect(reports.getByText('Done', { exact: true })).toBeVisible()
    await reports.getByRole('button', { name: 'Delete' }).click()
    await admin.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(reports).toContainText('Nobody reported anything.')
  })

  await test.step('nobody else gets at reports', async () => {
    const answer = await rita.page.request.get(`${url}/api/trpc/admin.reports`)
    expect(answer.status()).toBe(403)
  })
})
