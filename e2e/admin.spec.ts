import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { type AppProcess, freePort, startApp } from '@/server/testing/app-process'
import { expectAccessible } from './accessible'
import { PASSWORD, signIn } from './account'
import { expect, test } from './test'

// An app of its own: others sign up at the run's while this one closes it.
let app: AppProcess
let url: string
let dataFolder: string

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-admin-'))
  const port = await freePort()
  app = startApp({ port, dataFolder })
  url = `http://localhost:${port}`
  await app.ready()
})

test.afterAll(async () => {
  await app.stop()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

test('the first account administers the server: closes sign-up and invites one', async ({ newBrowser }) => {
  const admin = await (await newBrowser()).newPage()
  await admin.goto(url)
  await fillSignUp(admin, 'First Admin', 'first')
  await expect(admin.getByRole('navigation', { name: 'Conversations' })).toBeVisible()

  await admin.goto(`${url}/admin`)
  const open = admin.getByRole('switch', { name: 'Open sign-up' })
  await expect(open).toBeChecked()
  await open.click()
  await expect(open).not.toBeChecked()
  await expect(admin.getByText('Only people with an invite link')).toBeVisible()

  await admin.getByRole('button', { name: 'New link' }).click()
  await admin.getByLabel('Good for people').fill('1')
  await admin.getByRole('button', { name: 'Make link' }).click()
  const link = await admin.getByRole('textbox', { name: 'Link' }).inputValue()
  await admin.getByRole('button', { name: 'Done' }).click()
  await expectAccessible(admin)

  const stranger = await (await newBrowser()).newPage()
  await stranger.goto(`${url}/sign-up`)
  await expect(stranger.getByRole('button', { name: 'Create account' })).toBeHidden()
  await expect(stranger.getByText(/invite/i).first()).toBeVisible()

  const guest = await (await newBrowser()).newPage()
  await guest.goto(link)
  await fillSignUp(guest, 'Invited Guest', 'guest')
  await expect(guest.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  await admin.reload()
  await expect(admin.getByText('1 of 1 used')).toBeVisible()
})

test('who is not the admin is told so', async ({ newBrowser }) => {
  const context = await newBrowser()
  await signIn(context.request, url, 'guest')
  const page = await context.newPage()
  await page.goto(`${url}/admin`)
  await expect(page.getByText('Only the server’s admins can change this')).toBeVisible()
})

test('an admin makes somebody an admin, who can do all of it at once, and so the first one can go', async ({
  newBrowser,
}) => {
  const [first, guest] = [await pageOf('first'), await pageOf('guest')]
  async function pageOf(userName: string): Promise<Page> {
    const context = await newBrowser()
    await signIn(context.request, url, userName)
    const page = await context.newPage()
    await page.goto(`${url}/admin`)
    return page
  }
  const shut = guest.getByText('Only the server’s admins can change this')
  const admins = (page: Page) => page.getByRole('list', { name: 'Admins of this server' })
  await expect(shut).toBeVisible()

  const add = async (): Promise<void> => {
    await first.getByRole('button', { name: 'Add admin' }).click()
    await first.getByPlaceholder('Name or user name').fill('guest')
    await first.getByRole('option', { name: /Invited Guest/ }).click()
    await expectAccessible(first)
    await first.getByRole('button', { name: 'Make admin' }).click()
    await expect(admins(first)).toContainText('Invited Guest')
  }

  await test.step('the only one can’t be removed, nor go', async () => {
    await expect(admins(first)).toContainText('First Admin (you)')
    await expect(admins(first).getByRole('button')).toHaveCount(0)
  })
  await test.step('who becomes one has the page open to them without a reload', async () => {
    await add()
    await expect(admins(guest)).toContainText('Invited Guest (you)')
    await expectAccessible(guest)
  })
  await test.step('who is one no more has it shut, without a reload and after one', async () => {
    await admins(first).getByRole('listitem').filter({ hasText: 'Invited Guest' }).getByRole('button').click()
    await first.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(shut).toBeVisible()
    await guest.reload()
    await expect(shut).toBeVisible()
    await expect(admins(first)).not.toContainText('Invited Guest')
  })
  await test.step('with another one, the first deletes the account, and the server still has an admin', async () => {
    await add()
    await expect(admins(guest)).toContainText('First Admin')
    await first.goto(`${url}/settings`)
    await first.getByRole('button', { name: 'Delete account' }).click()
    await first.getByLabel('Your password').fill(PASSWORD)
    await first.getByRole('button', { name: 'Delete my account' }).click()
    await expect(first).toHaveURL(/sign-in/)
    await guest.reload()
    await expect(admins(guest)).toContainText('Invited Guest (you)')
    await expect(admins(guest)).not.toContainText('First Admin')
  })
})

async function fillSignUp(page: Page, fullName: string, userName: string): Promise<void> {
  await page.getByLabel('Your name').fill(fullName)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
}
