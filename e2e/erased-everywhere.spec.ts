import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { newWord } from '@/server/testing/erasing/needle'
import { PASSWORD } from './account'
import { filesShown, placesWith, watchObjectUrls } from './local-stores'
import { give, type MadeFile } from './media-files'
import { expireNow } from './past'
import type { Person } from './person'
import { expect, test } from './test'

/** A way in which what was said goes, as people do it; server/erased-everywhere.integration.test.ts has all of them. */
interface Way {
  readonly name: string
  readonly group?: true
  readonly fleeting?: true
  /** What is being written there stays with who does it. */
  readonly chatStays?: true
  /** Ana has it still. */
  readonly fromBea?: true
  erase(ana: Person, bea: Person, word: string): Promise<void>
}

async function deleteChat(person: Person, name: string): Promise<void> {
  await person.line(name).click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: 'Delete chat' }).click()
  await person.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Delete|Leave and delete/ })
    .click()
  await expect(person.line(name)).toHaveCount(0)
}

const WAYS: readonly Way[] = [
  {
    name: 'a chat that both delete',
    async erase(ana, bea) {
      await deleteChat(bea, ana.fullName)
      await deleteChat(ana, bea.fullName)
    },
  },
  {
    name: 'a group that the last member deletes',
    group: true,
    async erase(ana, bea) {
      await deleteChat(bea, 'Bakers')
      await deleteChat(ana, 'Bakers')
    },
  },
  {
    name: 'messages that disappear',
    fleeting: true,
    chatStays: true,
    erase: async (ana) => expireNow(idOf(ana)),
  },
  {
    name: 'a message that is deleted for everyone',
    chatStays: true,
    erase: (ana, _bea, word) => deleteMessage(ana, word, 'Delete for everyone'),
  },
  {
    name: 'a message that one deletes for herself',
    chatStays: true,
    fromBea: true,
    erase: (_ana, bea, word) => deleteMessage(bea, word, 'Delete for me'),
  },
  {
    name: 'an account that is deleted with what it said',
    chatStays: true,
    erase: (ana) => deleteAccount(ana),
  },
]

async function deleteMessage(person: Person, word: string, how: 'Delete for everyone' | 'Delete for me') {
  await person.bubble(word).getByText(word).click({ button: 'right' })
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

/** Random pixels: whatever is made of them is found again by nobody else’s picture. */
async function noisy(name: string): Promise<MadeFile> {
  const raw = { width: 320, height: 200, channels: 3 as const }
  const buffer = await sharp(randomBytes(320 * 200 * 3), { raw })
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}

for (const way of WAYS) {
  test(`no browser keeps anything of ${way.name}`, async ({ newPerson, anotherBrowser, expectInConsole }) => {
    expectInConsole(/404|ERR_CACHE_MISS|ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    const word = newWord()
    const ana = await newPerson('Ana Erased')
    const bea = await newPerson('Bea Erased')
    if (way.group) await ana.startGroup('Bakers', [bea])
    else await ana.startChatWith(bea)
    if (way.fleeting) await setTimer(ana, bea.fullName)
    const chat = way.group ? 'Bakers' : ana.fullName
    const away = await anotherBrowser(bea)
    for (const one of [ana, bea, away]) await watchObjectUrls(one)
    await give(ana.page, 'drop', '[aria-label="Conversation"]', [await noisy(`${word}.jpg`)])
    await ana.say(`The recipe is ${word}`)
    await ana.seesTick(word, 'Delivered')
    for (const one of [bea, away]) await one.open(chat)
    for (const one of [ana, bea, away]) await seesPicture(one, word)
    await bea.composer.fill(`Not said yet: ${word}`)
    const files = [...new Set((await Promise.all([ana, bea, away].map(({ page }) => filesShown(page)))).flat())]
    const found = ({ page }: Person) => placesWith(page, word, files)
    for (const one of [ana, bea, away])
      await expect.poll(() => found(one)).toEqual(expect.arrayContaining(['IndexedDB', 'the screen']))
    await expect.poll(() => found(bea)).toContain('localStorage')

    await away.context.setOffline(true)
    if (way.chatStays) await bea.composer.fill('')
    await way.erase(ana, bea, word)
    await away.context.setOffline(false)
    for (const one of way.fromBea ? [bea, away] : [ana, bea, away])
      await expect.poll(() => found(one), { timeout: 30_000 }).toEqual([])
  })
}

async function seesPicture(person: Person, word: string): Promise<void> {
  const picture = person.bubble(word).locator('button[data-media] img')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
}

async function setTimer(person: Person, about: string): Promise<void> {
  await person.page.getByRole('button', { name: `About ${about}` }).click()
  await person.page.getByRole('button', { name: 'Disappearing messages' }).click()
  await person.page.getByRole('menuitem', { name: '24 hours' }).click()
  await expect(person.messages).toContainText('disappear after 24 hours')
  await person.page.getByRole('button', { name: 'Close', exact: true }).first().click()
}
