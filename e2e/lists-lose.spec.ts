import { newWord } from '@/server/testing/erasing/needle'
import { expectAccessible } from './accessible'
import { give, type MadeFile, photo } from './media-files'
import { expireNow, outlive } from './past'
import { Person } from './person'
import { expect, test } from './test'

/** A minute, and what a busy machine may take on top. */
const GONE_WITHIN_MS = 90_000

/** How a message goes while lists are open that have it. */
interface Way {
  readonly name: string
  readonly fleeting?: true
  /** It has no words, so that nothing of it is left without its files. */
  readonly wordless?: true
  /** Ana has it still. */
  readonly fromBea?: true
  erase(ana: Person, bea: Person): Promise<void>
}

const WAYS: readonly Way[] = [
  { name: 'one that disappears', fleeting: true, erase: (ana) => expireNow(idOf(ana)) },
  { name: 'files that are kept no longer', wordless: true, erase: (ana) => outlive('files', idOf(ana)) },
  { name: 'one that is deleted for everyone', erase: (ana) => deleteMessage(ana, 'Delete for everyone') },
  { name: 'one that is deleted for oneself', fromBea: true, erase: (_, bea) => deleteMessage(bea, 'Delete for me') },
]

const idOf = ({ page }: Person) => /\/c\/(\d+)/.exec(page.url())?.[1] ?? ''
const carried = (person: Person) =>
  person.messages.locator('ol > li').filter({ has: person.page.locator('[data-media]') })

async function choose(person: Person, item: string): Promise<void> {
  await carried(person).click({ button: 'right', position: { x: 12, y: 12 } })
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function deleteMessage(person: Person, how: 'Delete for everyone' | 'Delete for me'): Promise<void> {
  await choose(person, how)
  await person.page.getByRole('alertdialog').getByRole('button', { name: how, exact: true }).click()
}

/** The same browser, in another tab, whose clock can be put forward. */
async function anotherTab(person: Person): Promise<Person> {
  const tab = new Person(person, await person.context.newPage(), person.url)
  await tab.page.clock.install()
  await tab.goHome()
  return tab
}

const note = (name: string): MadeFile => ({ name, mimeType: 'text/plain', buffer: Buffer.from('Knead for an hour.') })

for (const way of WAYS) {
  test(`lists that are open lose ${way.name} by themselves`, async ({ newPerson, expectInConsole }) => {
    // What the open gallery shows of it may be asked for once more.
    expectInConsole(/404/)
    const word = newWord()
    const ana = await newPerson('Ana Listed')
    const bea = await newPerson('Bea Listed')
    await sayAndStar(ana, bea, word, way)
    const { starred, gallery, search } = await test.step('all of them have it', async () => {
      await ana.page.keyboard.press('Control+f')
      await ana.page.getByRole('searchbox', { name: 'Words to find in this chat' }).fill(word)
      await expect(ana.page.getByRole('search').getByRole('link')).toHaveCount(1)
      return openLists(bea, word)
    })

    await way.erase(ana, bea)
    const soon = { timeout: GONE_WITHIN_MS }
    await test.step('none of them has it, and each says so', async () => {
      await expect(starred.page.getByText('Nothing starred yet')).toBeVisible(soon)
      await expect(gallery.page.getByText('No photos or videos yet')).toBeVisible(soon)
      await expect(search.page.getByText(`Nothing found for “${word}”`)).toBeVisible(soon)
      if (!way.fromBea) await expect(ana.page.getByRole('search').getByText('No messages found.')).toBeVisible(soon)
      for (const one of [starred, gallery, search]) await expectAccessible(one.page)
      await gallery.page.getByRole('radio', { name: 'Files' }).click()
      await expect(gallery.page.getByText('No files yet')).toBeVisible()
    })
  })
}

test('lists that are open lose what is over by the clock, also where there is no network', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/404|ERR_INTERNET_DISCONNECTED/)
  const word = newWord()
  const ana = await newPerson('Ana Listed')
  const bea = await newPerson('Bea Listed')
  await sayAndStar(ana, bea, word, { fleeting: true })
  const { starred, gallery, search } = await openLists(bea, word)
  await bea.context.setOffline(true)
  for (const one of [starred, gallery, search]) await one.page.clock.fastForward('25:00:00')
  await expect(starred.page.getByRole('main').getByRole('link')).toHaveCount(0)
  await expect(gallery.page.getByText('No photos or videos yet')).toBeVisible()
  await expect(search.page.getByRole('region', { name: 'Search results' })).not.toContainText(`says ${word}`)
  await ana.sees(word)
})

async function sayAndStar(ana: Person, bea: Person, word: string, way: Pick<Way, 'fleeting' | 'wordless'>) {
  await ana.startChatWith(bea)
  if (way.fleeting) await setTimer(ana)
  await give(ana.page, 'drop', '[aria-label="Conversation"]', [
    await photo(`${word}.jpg`, 640, 480),
    note(`${word}.txt`),
  ])
  if (!way.wordless) await ana.composer.fill(`Plums, says ${word}`)
  await ana.page.getByRole('button', { name: 'Send', exact: true }).click()
  await bea.open('Ana Listed')
  await expect(carried(bea)).toHaveCount(1)
  await choose(bea, 'Star')
  await expect(carried(bea).getByRole('img', { name: 'Starred' })).toBeVisible()
}

/** Each in a tab, with what was said in it. */
async function openLists(bea: Person, word: string) {
  const starred = await anotherTab(bea)
  await starred.page.getByRole('button', { name: 'Menu' }).click()
  await starred.page.getByRole('menuitem', { name: 'Starred messages' }).click()
  await expect(starred.page.getByRole('main').getByRole('link')).toHaveCount(1)
  const gallery = await anotherTab(bea)
  await gallery.open('Ana Listed')
  await gallery.page.getByRole('button', { name: 'About Ana Listed' }).click()
  await gallery.page.getByRole('button', { name: 'Media, files and links' }).click()
  await expect(gallery.page.getByLabel('Details').getByRole('listitem')).toHaveCount(1)
  const search = await anotherTab(bea)
  await search.page.getByRole('searchbox', { name: 'Search conversations' }).fill(word)
  await expect(search.page.getByRole('region', { name: 'Messages' }).getByRole('link')).toHaveCount(1)
  return { starred, gallery, search }
}

async function setTimer({ page, messages }: Person): Promise<void> {
  await page.getByRole('button', { name: 'About Bea Listed' }).click()
  await page.getByRole('button', { name: 'Disappearing messages' }).click()
  await page.getByRole('menuitem', { name: '24 hours' }).click()
  await expect(messages).toContainText('disappear after 24 hours')
  await page.getByRole('button', { name: 'Close', exact: true }).first().click()
}
