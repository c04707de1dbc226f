import { PASSWORD, uniqueUserName } from './account'
import { Person } from './person'
import { expect, test } from './test'

test('two people sign up, find each other and talk until the ticks are blue', async ({ newBrowser, appUrl }) => {
  const ana = await signUp('Ana Silva')
  const bea = await signUp('Bea Novak')

  await ana.startChatWith(bea)
  await ana.say('Hello Bea, is that you?')
  await ana.seesTick('Hello Bea', 'Delivered')

  await expect(bea.line('Ana Silva')).toContainText('Hello Bea, is that you?')
  await expect(bea.line('Ana Silva')).toContainText('1 unread')
  await expect(bea.line('Ana Silva').getByRole('img', { name: 'Online' })).toBeVisible()
  await bea.open('Ana Silva')
  await bea.sees('Hello Bea, is that you?')
  await ana.seesTick('Hello Bea', 'Seen')
  await expect(bea.line('Ana Silva')).not.toContainText('unread')
  await expect(ana.page.getByRole('button', { name: 'About Bea Novak' })).toContainText('online')

  await bea.composer.pressSequentially('It is')
  await expect(ana.page.getByRole('button', { name: 'About Bea Novak' })).toContainText('typing')
  await bea.say('It is me!')
  await ana.sees('It is me!')
  await bea.seesTick('It is me!', 'Seen')

  async function signUp(fullName: string): Promise<Person> {
    const account = { fullName, userName: uniqueUserName(fullName) }
    const page = await (await newBrowser()).newPage()
    await page.goto(appUrl)
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Your name').fill(fullName)
    await page.getByLabel('User name').fill(account.userName)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    const person = new Person(account, page, appUrl)
    await expect(person.overview).toBeVisible()
    return person
  }
})

test('a message to somebody who is away is sent, and delivered when they come back', async ({ newPerson, newWay }) => {
  const way = await newWay()
  const ana = await newPerson('Ana Away')
  const bea = await newPerson('Bea Away', { url: way.url })
  await bea.page.close()

  await ana.startChatWith(bea)
  await ana.say('Call me when you are back')
  await ana.seesTick('Call me', 'Sent')

  const page = await bea.context.newPage()
  await page.goto(bea.url)
  await ana.seesTick('Call me', 'Delivered')
  await expect(new Person(bea, page, bea.url).line('Ana Away')).toContainText('Call me when you are back')
})
