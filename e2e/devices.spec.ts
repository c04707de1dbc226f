import { expect, test } from './test'

test('a session that is revoked from another browser is over within 5 s', async ({
  newPerson,
  anotherBrowser,
  expectInConsole,
}) => {
  expectInConsole(/401|Failed to load resource|WebSocket/)
  const ana = await newPerson('Ana Devices')
  const lost = await anotherBrowser(ana)
  await ana.page.goto(`${ana.url}/settings`)
  await ana.page.getByRole('button', { name: /^Sign out (?!everywhere)\S/ }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(lost.page).toHaveURL(/\/sign-in/, { timeout: 5_000 })
  await lost.page.goto(lost.url)
  await expect(lost.page).toHaveURL(/\/sign-in/)
  await ana.goHome()
})

test('signing out leaves nothing of the account in the browser', async ({ newPerson }) => {
  const bea = await newPerson('Bea Private')
  const ana = await newPerson('Ana Private')
  await ana.startChatWith(bea)
  await ana.say('Nobody else shall find this')
  await ana.seesTick('Nobody else', 'Delivered')
  await ana.page.goto(`${ana.url}/settings`)
  await ana.page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(ana.page).toHaveURL(/\/sign-in/)
  const left = await ana.page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([databases.map(({ name }) => name), { ...localStorage }])
  })
  expect(left).not.toContain('Nobody else')
  expect(left).not.toContain(ana.userName)
})
