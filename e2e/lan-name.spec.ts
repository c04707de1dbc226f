import { PASSWORD, uniqueUserName } from './account'
import { Person } from './person'
import { expect, test } from './test'

test('over plain HTTP by a name of the LAN one signs up and talks', async ({ newBrowser, newPerson }) => {
  const url = `http://kith.lan:${process.env.KITH_E2E_PORT}`
  const bea = await newPerson('Bea Local')
  const page = await (await newBrowser()).newPage()
  await page.goto(`${url}/sign-up`)
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
  const account = { fullName: 'Ana Lan', userName: uniqueUserName('Ana Lan') }
  await page.getByLabel('Your name').fill(account.fullName)
  await page.getByLabel('User name').fill(account.userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  const ana = new Person(account, page, url)
  await expect(ana.overview).toBeVisible()

  await ana.startChatWith(bea)
  await ana.say('Hello from the other room')
  await ana.seesTick('Hello from', 'Delivered')
  await bea.open('Ana Lan')
  await ana.seesTick('Hello from', 'Seen')
  await ana.page.reload()
  await ana.sees('Hello from the other room')
})
