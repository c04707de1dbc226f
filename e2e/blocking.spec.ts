import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

/** Every frame that this browser's sockets get from now on. */
function frames(person: Person): string[] {
  const heard: string[] = []
  person.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
  return heard
}

async function about(person: Person, name: string) {
  await person.page.getByRole('button', { name: `About ${name}` }).click()
  return person.page.getByRole('complementary', { name: 'Details' })
}

async function confirmBlock(person: Person) {
  const dialog = person.page.getByRole('alertdialog')
  await expect(dialog).toContainText('They aren’t told')
  await expectAccessible(person.page)
  await dialog.getByRole('button', { name: 'Block', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('what a blocked person says never reaches who blocks them, on any browser, and they can’t tell', async ({
  newPerson,
  anotherBrowser,
}) => {
  const ana = await newPerson('Ana Insists')
  const bea = await newPerson('Bea Refuses')
  const heard = frames(bea)
  await bea.page.reload()
  await ana.startChatWith(bea)
  await ana.say('Before all that')
  await bea.open('Ana Insists')
  await bea.sees('Before all that')
  await ana.seesTick('Before all that', 'Seen')
  const second = await anotherBrowser(bea)
  await second.goHome()
  await second.open('Ana Insists')

  await test.step('Bea is asked first, then the composer says so on all her browsers', async () => {
    const details = await about(bea, 'Ana Insists')
    await details.getByRole('button', { name: 'Block…' }).click()
    await confirmBlock(bea)
    for (const one of [bea, second]) {
      await expect(one.page.getByRole('note')).toHaveText('You blocked Ana Insists. Unblock to write.')
      await expect(one.composer).toHaveCount(0)
    }
    await expectAccessible(bea.page)
  })

  await test.step('Ana’s message stays at one tick, and nothing of it comes to Bea', async () => {
    await ana.say('A planted pomegranate')
    await ana.seesTick('A planted pomegranate', 'Sent')
    await ana.bubble('Before all that').click({ button: 'right' })
    await ana.page.getByRole('menuitem', { name: 'Edit' }).click()
    const field = ana.page.getByRole('textbox', { name: 'Edit message' })
    await field.fill('Edited to a planted pomegranate')
    await field.press('Enter')
    await expect(ana.bubble('Edited to a planted pomegranate')).toHaveCount(1)
  })

  await test.step('nor after a reload, nor once she unblocks Ana', async () => {
    await bea.page.reload()
    await bea.sees('Before all that')
    await expect(bea.bubble('pomegranate')).toHaveCount(0)
    await bea.page.getByRole('button', { name: 'Unblock', exact: true }).click()
    for (const one of [bea, second]) await expect(one.composer).toBeVisible()
    await ana.say('Are you there?')
    await bea.sees('Are you there?')
    await second.sees('Are you there?')
    for (const one of [bea, second]) await expect(one.bubble('pomegranate')).toHaveCount(0)
    await expect(bea.line('Ana Insists')).toContainText('Are you there?')
    expect(heard.join('\n')).toContain('Are you there?')
    expect(heard.join('\n')).not.toContain('pomegranate')
  })
})

test('in a common group what a blocked person says is folded, and settings list whom one blocks', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/403.*conversations\.createGroup/)
  const carl = await newPerson('Carl Grumbles')
  const dora = await newPerson('Dora Folds')
  await carl.startGroup('Quarrels', [dora])
  await carl.say('One grumble')
  await dora.open('Quarrels')
  await dora.sees('One grumble')

  await test.step('from the menu of a message', async () => {
    await dora.bubble('One grumble').click({ button: 'right' })
    await dora.page.getByRole('menuitem', { name: 'Block Carl Grumbles…' }).click()
    await confirmBlock(dora)
    const row = dora.bubble('Message of a blocked person')
    await expect(row).toHaveCount(1)
    await expect(dora.bubble('One grumble')).toHaveCount(0)
    await expectAccessible(dora.page)
    await row.getByRole('button').click()
    await dora.sees('One grumble')
    await dora.bubble('One grumble').getByRole('button', { name: 'Fold it away' }).click()
    await expect(dora.bubble('One grumble')).toHaveCount(0)
  })

  await test.step('who is blocked can’t add the blocker to a group, and isn’t told why', async () => {
    await carl.page.getByRole('button', { name: 'New chat' }).click()
    await carl.page.getByRole('option', { name: 'New group' }).click()
    const dialog = carl.page.getByRole('dialog', { name: 'New group' })
    await dialog.getByPlaceholder('Name or user name').fill(dora.userName)
    await dialog.getByRole('option', { name: dora.userName }).click()
    await dialog.getByRole('button', { name: 'Next' }).click()
    await carl.page.getByRole('textbox', { name: 'Name' }).fill('More quarrels')
    await carl.page.getByRole('button', { name: 'Create group' }).click()
    await expect(carl.page.getByText('None of these people could be added')).toBeVisible()
    await carl.page.keyboard.press('Escape')
  })

  await test.step('in the settings', async () => {
    await dora.page.goto(`${dora.url}/settings`)
    const section = dora.page.getByRole('region', { name: 'Blocked people' })
    await expect(section).toContainText('Carl Grumbles')
    await expectAccessible(dora.page)
    await section.getByRole('button', { name: 'Unblock Carl Grumbles' }).click()
    await expect(section).toContainText('Nobody.')
  })
})
