import { setTimeout as wait } from 'node:timers/promises'
import { writeLongConversation } from '@/prisma/seed/long-conversation'
import { newPage, newVisitor, type Profile, wantOnLoad, whenSeen } from './browser'
import { fingerOn } from './finger'
import { type Account, inTransaction, lastWords, newAccount } from './people'
import { felt, type Scene } from './scene'
import { median, quantile } from './spread'

const MESSAGES = 200
const PAUSE_MS = 150
const LONG_TEXT = `${'The light over the harbour was unbelievable this morning. '.repeat(172)}`.slice(0, 10_000)

/** Two people before two screens, who write to each other; and one who writes much. */
export const talk = felt(async (scene) => {
  const ana = await newAccount(scene.url, 'Ana')
  const bea = await newAccount(scene.url, 'Bea')
  const id = await inTransaction(scene.stage.pool, (db) =>
    writeLongConversation(db, { userIds: [ana.userId, bea.userId], messages: MESSAGES, now: new Date() }),
  )
  const here = await opened(scene, ana, id, scene.profile)
  // Whose screen it arrives on is the same in both: what is slowed down is the sender's or the reader's.
  const there = await opened(scene, bea, id, scene.profile)
  const field = here.getByRole('textbox', { name: 'Message', exact: true })
  await here.evaluate(() => window.felt.countFrames())
  // On a touch screen Enter begins a line.
  const byKey = scene.profile === 'desktop'
  const finger = await fingerOn(here)
  const send = () =>
    byKey ? here.keyboard.press('Enter') : finger.press(here.getByRole('button', { name: 'Send', exact: true }))
  const own: number[] = []
  const frames: number[] = []
  const other: number[] = []
  for (let count = 0; count < scene.effort.seconds * 4; count++) {
    const text = `Said at ${count}, and heard.`
    await field.fill(text)
    await wait(PAUSE_MS)
    await Promise.all([here, there].map((page) => page.evaluate((wanted) => window.felt.arm(wanted), text)))
    await send()
    const [mine, theirs] = await Promise.all([whenSeen(here), whenSeen(there)])
    const pressed = await here.evaluate((byKey) => (byKey ? window.felt.keys : window.felt.clicks).at(-1), byKey)
    if (!pressed) throw new Error('Nothing was pressed.')
    own.push(mine.at - pressed.at)
    frames.push(mine.frame - pressed.frame)
    other.push(theirs.at - pressed.at)
  }
  const keys = await typeMuch(here, scene.effort.seconds * 4)
  return {
    'Enter to the own bubble painted p50, ms': median(own),
    'Enter to the own bubble painted p50, frames': median(frames),
    'Enter to painted on the other screen p50, ms': median(other),
    'Enter to painted on the other screen p95, ms': quantile(other, 0.95),
    'keystroke to paint with 10,000 characters p50, ms': median(keys),
    'keystroke to paint with 10,000 characters p95, ms': quantile(keys, 0.95),
  }
})

async function opened({ browser, url }: Scene, person: Account, id: string, profile: Profile) {
  const context = await newVisitor(browser, profile, url, person)
  const { page } = await newPage(context, profile)
  await wantOnLoad(page, lastWords(MESSAGES))
  await page.goto(`${url}/c/${id}`)
  await whenSeen(page)
  await page.getByRole('textbox', { name: 'Message', exact: true }).focus()
  return page
}

async function typeMuch(page: Awaited<ReturnType<typeof opened>>, count: number): Promise<number[]> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  await field.fill(LONG_TEXT)
  await wait(500)
  const keys: number[] = []
  for (let typed = 0; typed < count; typed++) {
    await page.evaluate(() => window.felt.nextKeyPainted())
    await page.keyboard.press('x')
    keys.push(await page.evaluate(() => window.felt.keyPainted))
    await wait(PAUSE_MS)
  }
  const written = await field.inputValue()
  if (written !== LONG_TEXT + 'x'.repeat(count)) throw new Error('What was typed is not what is in the field.')
  return keys
}
