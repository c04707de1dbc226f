import { PASSWORD } from './account'
import { BARE, glimpseOf, holdScripts, kept, rested } from './glimpse'
import type { Person } from './person'
import { expect, test } from './test'

/** Leaves a chat in one tab, with a second one open on the overview. */
async function leaveInOneOfTwo(ana: Person, words: string) {
  const other = await ana.context.newPage()
  await other.goto(ana.url)
  await expect(other.getByRole('navigation', { name: 'Conversations' })).toContainText(words)
  await rested(ana)
  await expect
    .poll(async () => {
      await ana.page.goto('about:blank')
      const found = await kept(ana)
      if (found === null) await ana.page.goBack()
      if (found === null) await rested(ana)
      return found
    })
    .toContain(words)
  return other
}

test('what another tab learns of takes it away: nobody reads again what was deleted', async ({ newPerson }) => {
  const bea = await newPerson('Bea Regrets')
  const ana = await newPerson('Ana Regrets')
  await bea.startChatWith(ana)
  await bea.say('Better unsaid')
  await ana.open('Bea Regrets')
  await ana.sees('Better unsaid')
  const other = await leaveInOneOfTwo(ana, 'Better unsaid')

  await bea.bubble('Better unsaid').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  await bea.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(other.getByRole('navigation', { name: 'Conversations' })).not.toContainText('Better unsaid')
  await expect.poll(() => kept(ana)).toBeNull()
})

test('signing out in one tab takes away what another one kept', async ({ newPerson }) => {
  const bea = await newPerson('Bea Leaves')
  const ana = await newPerson('Ana Leaves')
  await ana.startChatWith(bea)
  await ana.say('For my eyes')
  await ana.seesTick('For my eyes', 'Delivered')
  const other = await leaveInOneOfTwo(ana, 'For my eyes')
  await other.getByRole('button', { name: 'Menu' }).click()
  await other.getByRole('menuitem', { name: 'Settings' }).click()
  await other.getByRole('button', { name: 'Sign out', exact: true }).click()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  expect(await kept(ana)).toBeNull()
})

test('deleting the chat in one tab takes away what another one kept', async ({ newPerson }) => {
  const bea = await newPerson('Bea Cleared')
  const ana = await newPerson('Ana Clears')
  await ana.startChatWith(bea)
  await ana.say('Soon deleted')
  await ana.seesTick('Soon deleted', 'Delivered')
  const other = await leaveInOneOfTwo(ana, 'Soon deleted')
  const overview = other.getByRole('navigation', { name: 'Conversations' })
  await overview.getByRole('link').filter({ hasText: 'Bea Cleared' }).click({ button: 'right' })
  await other.getByRole('menuitem', { name: 'Delete chat' }).click()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(overview.getByRole('link').filter({ hasText: 'Bea Cleared' })).toHaveCount(0)
  await expect.poll(() => kept(ana)).toBeNull()
})

/** Another tab, or another app, is in front. */
const lookAway = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    // It isn't told so again when it is left.
    window.addEventListener('visibilitychange', (event) => event.stopPropagation(), true)
  })

const ENDINGS = {
  'a session that is ended': async ({ page }: Person): Promise<void> => {
    await page.getByRole('button', { name: /^Sign out (?!everywhere)\S/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  },
  'an account that is deleted': async ({ page }: Person): Promise<void> => {
    await page.getByRole('button', { name: 'Delete account' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Delete my account' }).click()
  },
}

for (const [ending, end] of Object.entries(ENDINGS)) {
  for (const closed of [false, true]) {
    const left = closed ? 'what a closed page kept, once that is opened' : 'what a page in the background kept'
    test(`${ending} on another device takes away ${left}`, async ({ newPerson, anotherBrowser, expectInConsole }) => {
      expectInConsole(/401|Failed to load resource|WebSocket/)
      const bea = await newPerson('Bea Stays')
      const ana = await newPerson('Ana Borrows', { context: BARE })
      await ana.startChatWith(bea)
      await ana.say('On a borrowed computer')
      await ana.seesTick('On a borrowed computer', 'Delivered')
      await rested(ana)
      const address = ana.page.url()
      const other = await anotherBrowser(ana)
      await other.page.goto(`${other.url}/settings`)
      if (closed) await ana.page.goto('about:blank')
      else await lookAway(ana)
      expect(await kept(ana)).toContain('On a borrowed computer')

      await end(other)
      // Only the server knows, and whoever opens the page hears it from there.
      if (closed) await ana.page.goto(address)
      await expect(ana.page).toHaveURL(/\/sign-in/)
      expect(await kept(ana)).toBeNull()

      const release = await holdScripts(ana.page)
      await ana.page.goto(address, { waitUntil: 'commit' })
      await expect(ana.page.getByText('Loading conversations…')).toBeAttached()
      await expect(glimpseOf(ana.page)).toHaveCount(0)
      release()
      await expect(ana.page).toHaveURL(/\/sign-in/)
    })
  }
}
