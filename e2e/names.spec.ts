import { PASSWORD, uniqueUserName } from './account'
import { expect, test } from './test'

const NAMES = [
  'ليلى حداد',
  'נועם לוי',
  'प्रिया शर्मा',
  '陈美玲',
  '🦊 Foxy 👩‍👩‍👧‍👦',
  'Zoë de la Très-Longue-Maison-au-Bord-de-la-Rivière-Tranquille 1',
]

for (const name of NAMES) {
  test(`“${name}” signs up, is found by name and talks`, async ({ newPerson }) => {
    const bea = await newPerson('Bea Listens')
    const other = await newPerson(name)
    await bea.startChatWith(other)
    await bea.say('مرحبا, hello, שלום 👋')
    await other.open('Bea Listens')
    await other.sees('مرحبا, hello, שלום 👋')
    await expect(bea.page.getByRole('button', { name: `About ${name}` })).toContainText(name)
  })
}

test('what is no name is refused beside its field, and a look-alike is taken', async ({
  newBrowser,
  newPerson,
  appUrl,
  expectInConsole,
}) => {
  expectInConsole(/Failed to load resource.*(409|400)/)
  const first = await newPerson('First Comer', { userName: uniqueUserName('pavel') })
  const page = await (await newBrowser()).newPage()
  await page.goto(`${appUrl}/sign-up`)
  const userName = page.getByLabel('User name')
  await page.getByLabel('Your name').fill('Second Comer')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)

  for (const [bad, reason] of [
    ['a', 'at least 2 characters'],
    ['two words', "can't have spaces"],
    ['x'.repeat(33), 'too long'],
    ['<script>', 'letters, digits, emoji'],
    // A Cyrillic а in place of the Latin one.
    [first.userName.replace('a', 'а'), 'taken'],
    [first.userName.toUpperCase(), 'taken'],
  ] as const) {
    await userName.fill(bad)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(userName).toHaveAccessibleDescription(new RegExp(reason))
  }
  await expect(page).toHaveURL(/sign-up/)
})

test('names can be markup and nothing happens', async ({ newPerson }) => {
  const bea = await newPerson('Bea Careful')
  const other = await newPerson('<img src=x onerror=alert(1)>')
  await other.startChatWith(bea)
  await other.say('<script>document.title = "gone"</script>')
  await bea.open('<img src=x onerror=alert(1)>')
  await bea.sees('<script>document.title = "gone"</script>')
  await expect(bea.page).not.toHaveTitle('gone')
})
