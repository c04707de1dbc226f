import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { newWord } from '@/server/testing/erasing/needle'
import { PASSWORD } from './account'
import { filesShown, PLACES, placesWith, plantEverywhere, watchObjectUrls } from './local-stores'
import { give, type MadeFile } from './media-files'
import { expireNow, outlive } from './past'
import type { Person } from './person'
import { expect, test } from './test'

/** What the promises have, a minute, and what a busy machine may take on top. */
const GONE_WITHIN_MS = 90_000

/** A way in which what was said goes, as people do it; those of server/testing/erasing/ways.ts. */
interface Way {
  readonly name: string
  readonly group?: true
  /** What is set before anything is said, with the panel about the chat open. */
  readonly beforehand?: (ana: Person) => Promise<void>
  /** What is being written there stays with who does it. */
  readonly chatStays?: true
  /** Bea deletes the chat: what waits on a device of hers that is away goes along. */
  readonly waits?: true
  /** What was said stays, without what it carried. */
  readonly onlyFiles?: true
  /** Ana has it still. */
  readonly fromBea?: true
  erase(ana: Person, bea: Person): Promise<void>
}

async function deleteChat(person: Person, name: string): Promise<void> {
  await person.line(name).click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: 'Delete chat' }).click()
  await person.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Delete|Leave and delete/ })
    .click()
  await person.hasNoLine(name)
}

const WAYS: readonly Way[] = [
  {
    name: 'a chat that both delete',
    waits: true,
    async erase(ana, bea) {
      await deleteChat(bea, ana.fullName)
      await deleteChat(ana, bea.fullName)
    },
  },
  {
    name: 'a group that the last member deletes',
    waits: true,
    group: true,
    async erase(ana, bea) {
      await deleteChat(bea, 'Bakers')
      await deleteChat(ana, 'Bakers')
    },
  },
  {
    name: 'a chat that one deletes earlier and less, then the other',
    waits: true,
    async erase(ana, bea) {
      await deleteChat(bea, ana.fullName)
      await ana.say('Still there?')
      await expect(bea.line(ana.fullName)).toContainText('Still there?')
      await deleteChat(ana, bea.fullName)
    },
  },
  {
    name: 'messages that disappear',
    beforehand: setTimer,
    chatStays: true,
    erase: (ana) => expireNow(idOf(ana)),
  },
  {
    name: 'a group that ends',
    group: true,
    beforehand: setEnd,
    erase: (ana) => expireNow(idOf(ana)),
  },
  {
    name: 'messages that are older than the server keeps them',
    chatStays: true,
    erase: (ana) => outlive('messages', idOf(ana)),
  },
  {
    name: 'files that are older than the server keeps them',
    chatStays: true,
    onlyFiles: true,
    erase: (ana) => outlive('files', idOf(ana)),
  },
  {
    name: 'a message that is deleted for everyone',
    chatStays: true,
    erase: (ana) => deleteMessage(ana, 'Delete for everyone'),
  },
  {
    name: 'a message that one deletes for herself',
    chatStays: true,
    fromBea: true,
    erase: (_ana, bea) => deleteMessage(bea, 'Delete for me'),
  },
  {
    name: 'an account that is deleted with what it said',
    chatStays: true,
    erase: deleteAccount,
  },
]

async function deleteMessage(person: Person, how: 'Delete for everyone' | 'Delete for me') {
  await person.bubble('The recipe').getByText('The recipe').click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: how }).click()
  await person.page.getByRole('alertdialog').getByRole('button', { name: how }).click()
}

async function deleteAccount({ page, url }: Person): Promise<void> {
  await page.goto(`${url}/settings`)
  await page.getByRole('button', { name: 'Delete account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await dialog.getByRole('switch').click()
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
}

const idOf = ({ page }: Person) => /\/c\/(\d+)/.exec(page.url())?.[1] ?? ''

const note = (word: string): MadeFile => ({
  name: `${word}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(`Knead ${word} for an hour.`),
})

/** Random pixels: whatever is made of them is found again by nobody else’s picture. */
async function noisy(name: string): Promise<MadeFile> {
  const raw = { width: 320, height: 200, channels: 3 as const }
  const buffer = await sharp(randomBytes(320 * 200 * 3), { raw })
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}

test('a word is found in each place of a browser', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/ERR_CACHE_MISS/)
  const ana = await newPerson('Ana Planted')
  await ana.context.grantPermissions(['notifications'])
  await watchObjectUrls(ana)
  const word = newWord()
  const script = await ana.page.evaluate(() => document.scripts[0]?.src ?? '')
  expect(await placesWith(ana.page, word, [`${script}?not-asked-for-yet`])).toEqual([])
  await plantEverywhere(ana.page, word, script)
  expect(await placesWith(ana.page, word, [script])).toEqual(PLACES)
})

for (const way of WAYS) {
  test(`no browser keeps anything of ${way.name}`, async ({ newPerson, anotherBrowser, expectInConsole }) => {
    expectInConsole(/404|ERR_CACHE_MISS|ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    const word = newWord()
    const ana = await newPerson('Ana Erased')
    const bea = await newPerson('Bea Erased')
    if (way.group) await ana.startGroup('Bakers', [bea])
    else await ana.startChatWith(bea)
    const chat = way.group ? 'Bakers' : ana.fullName
    if (way.beforehand) await withDetails(ana, way.group ? chat : bea.fullName, way.beforehand)
    const away = await anotherBrowser(bea)
    const everybody = [ana, bea, away]
    for (const one of everybody) await watchObjectUrls(one)
    await give(ana.page, 'drop', '[aria-label="Conversation"]', [await noisy(`${word}.jpg`), note(word)])
    await ana.say(`The recipe is ${way.onlyFiles ? 'in there' : word}`)
    await ana.seesTick('The recipe', 'Delivered')
    for (const one of [bea, away]) await one.open(chat)
    for (const one of everybody) await seesPicture(one)
    await bea.composer.fill(`Not said yet: ${word}`)
    const files = [...new Set((await Promise.all(everybody.map(({ page }) => filesShown(page)))).flat())]
    const found = ({ page }: Person) => placesWith(page, word, files)
    for (const one of everybody)
      await expect.poll(() => found(one)).toEqual(expect.arrayContaining(['IndexedDB', 'the screen']))
    await expect.poll(() => found(bea)).toContain('localStorage')

    await away.context.setOffline(true)
    if (way.waits) await leaveWaiting(away, word)
    if (way.chatStays) await bea.composer.fill('')
    await way.erase(ana, bea)
    await away.context.setOffline(false)
    for (const one of way.fromBea ? [bea, away] : everybody)
      await expect.poll(() => found(one), { timeout: GONE_WITHIN_MS }).toEqual([])
    if (way.onlyFiles) for (const one of everybody) await one.sees('The recipe is in there')
  })
}

/** What waits there to be sent, and what is just being written. */
async function leaveWaiting(person: Person, word: string): Promise<void> {
  await expect(person.page.getByText('Waiting for network')).toBeVisible()
  await person.say(`Waits: ${word}`)
  await give(person.page, 'drop', '[aria-label="Conversation"]', [note(word)])
  await person.say(`Waits with a file: ${word}`)
  await person.composer.fill(`Begun: ${word}`)
  await expect(person.bubble(`Waits with a file: ${word}`)).toBeVisible()
}

async function seesPicture(person: Person): Promise<void> {
  const picture = person.bubble('The recipe').locator('button[data-media] img')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
}

async function withDetails(person: Person, name: string, change: (person: Person) => Promise<void>): Promise<void> {
  await person.page.getByRole('button', { name: `About ${name}` }).click()
  await change(person)
  await person.page.getByRole('button', { name: 'Close', exact: true }).first().click()
}

async function setTimer({ page, messages }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Disappearing messages' }).click()
  await page.getByRole('menuitem', { name: '24 hours' }).click()
  await expect(messages).toContainText('disappear after 24 hours')
}

async function setEnd({ page, messages }: Person): Promise<void> {
  await page.getByRole('button', { name: 'End of the group' }).click()
  await page.getByRole('dialog').getByLabel('Ends at').fill('2035-01-01T00:00')
  await page.getByRole('button', { name: 'Set end' }).click()
  await expect(messages).toContainText('set this group to end on')
}
