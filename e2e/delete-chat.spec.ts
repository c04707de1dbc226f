import { expectAccessible } from './accessible'
import { kept } from './kept'
import type { Person } from './person'
import { expect, test } from './test'

async function askToDelete(person: Person, name: string) {
  await person.line(name).click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: 'Delete chat' }).click()
  await expect(person.page.getByRole('menu')).toBeHidden()
  return person.page.getByRole('alertdialog')
}

test('a chat that one deletes is gone for that one, on all browsers, until somebody writes', async ({
  newPerson,
  anotherBrowser,
}) => {
  const bea = await newPerson('Bea Forgets')
  const ana = await newPerson('Ana Forgets')
  await ana.startChatWith(bea)
  await ana.say('A plum cake')
  await bea.open('Ana Forgets')
  await bea.sees('A plum cake')
  const second = await anotherBrowser(bea)
  await second.goHome()
  await expect(second.line('Ana Forgets')).toContainText('A plum cake')

  await test.step('Bea is told that Ana keeps hers, and deletes it', async () => {
    const dialog = await askToDelete(bea, 'Ana Forgets')
    await expect(dialog).toContainText('Ana Forgets keeps theirs')
    await expectAccessible(bea.page)
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toBeHidden()
    await bea.hasNoLine('Ana Forgets')
    await second.hasNoLine('Ana Forgets')
    await expect(bea.page).toHaveURL(`${bea.url}/`)
    await ana.sees('A plum cake')
    for (const one of [bea, second]) await expect.poll(() => kept(one)).not.toContain('plum cake')
  })

  await test.step('Ana writes again: it comes back, empty of the past', async () => {
    await ana.say('Still there?')
    await expect(second.line('Ana Forgets')).toContainText('Still there?')
    await bea.open('Ana Forgets')
    await bea.sees('Still there?')
    await expect(bea.bubble('A plum cake')).toHaveCount(0)
    await ana.seesTick('Still there?', 'Seen')
  })

  await test.step('when both delete it, it is erased, and what they write then begins anew', async () => {
    const mine = await askToDelete(bea, 'Ana Forgets')
    await mine.getByRole('button', { name: 'Delete' }).click()
    await bea.hasNoLine('Ana Forgets')
    const last = await askToDelete(ana, 'Bea Forgets')
    await expect(last).toContainText('erased for ever, for both of you')
    await last.getByRole('button', { name: 'Delete' }).click()
    await ana.hasNoLine('Bea Forgets')
    await expect.poll(() => kept(ana)).not.toContain('plum cake')
    await bea.startChatWith(ana)
    await bea.say('A new beginning')
    await ana.open('Bea Forgets')
    await ana.sees('A new beginning')
    await expect(ana.messages).not.toContainText('Still there?')
  })
})

test('what waits on a device that is away goes with the chat, and brings it back to nobody', async ({
  newPerson,
  anotherBrowser,
  expectInConsole,
}) => {
  expectInConsole(/404|ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  const ana = await newPerson('Ana Stays')
  const bea = await newPerson('Bea Goes')
  await ana.startChatWith(bea)
  await ana.say('A plum cake')
  const away = await anotherBrowser(bea)
  await away.open('Ana Stays')
  await away.sees('A plum cake')
  await away.context.setOffline(true)
  await expect(away.page.getByText('Waiting for network')).toBeVisible()
  await away.say('Never sent')
  await expect.poll(() => kept(away)).toContain('Never sent')
  const dialog = await askToDelete(bea, 'Ana Stays')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await bea.hasNoLine('Ana Stays')
  await away.context.setOffline(false)
  await away.page.reload()
  await away.hasNoLine('Ana Stays')
  await expect.poll(() => kept(away)).not.toContain('Never sent')
  await bea.startChatWith(ana)
  await bea.say('Hello again')
  await ana.sees('Hello again')
  await expect(ana.bubble('Never sent')).toHaveCount(0)
})

test('what wasn’t sent and has no chat to stand in is shown, until it is discarded', async ({ newPerson }) => {
  const ana = await newPerson('Ana Writes')
  await ana.page.evaluate(leaveRefused)
  await ana.page.reload()
  const card = ana.overview.getByRole('region', { name: 'Not sent' })
  await expect(card).toContainText('A message wasn’t sent')
  await expect(card).toContainText('Words for nobody')
  await expect(card).toContainText('This chat was deleted. Begin a new one.')
  await expectAccessible(ana.page)
  await card.getByRole('button', { name: 'Discard' }).click()
  await expect(card).toHaveCount(0)
  await expect.poll(() => kept(ana)).not.toContain('Words for nobody')
})

/** As a release left it that kept what was refused without a chat to show it in. */
async function leaveRefused(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const record = {
    ...{ clientId: '5d6c3b54-6d5e-4b0f-8a40-6c2c0b7d9a11', kind: 'text', text: 'Words for nobody', replyTo: null },
    ...{ mentions: [], attachments: [], places: [{ conversationId: '999999999' }], order: 1 },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', status: 'failed' },
    error: { code: 'gone', message: 'This chat was deleted. Begin a new one.' },
  }
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    if (database.objectStoreNames.contains('outbox'))
      await done(database.transaction('outbox', 'readwrite').objectStore('outbox').put(record, record.clientId))
    database.close()
  }
}

test('deleting a group is leaving it, and nothing of it stays', async ({ newPerson }) => {
  const bea = await newPerson('Bea Leaves')
  const cleo = await newPerson('Cleo Leaves')
  const ana = await newPerson('Ana Leaves')
  await ana.startGroup('Picnic', [bea, cleo])
  await ana.say('Bring the blanket')
  await bea.open('Picnic')
  await bea.sees('Bring the blanket')
  await bea.page.getByRole('button', { name: 'About Picnic' }).click()
  await bea.page.getByRole('button', { name: 'Delete chat' }).click()
  const dialog = bea.page.getByRole('alertdialog')
  await expect(dialog).toContainText('You leave the group')
  await dialog.getByRole('button', { name: 'Leave and delete' }).click()
  await bea.hasNoLine('Picnic')
  await expect(ana.messages).toContainText('Bea Leaves left')
  await expect.poll(() => kept(bea)).not.toContain('Bring the blanket')
})
