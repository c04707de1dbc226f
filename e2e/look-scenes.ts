import { randomUUID } from 'node:crypto'
import { expect, type Locator, request } from '@playwright/test'
import sharp from 'sharp'
import type { HistoryEvent } from '@/contracts/dto'
import type { ExportStatus } from '@/contracts/export'
import { landscape } from '@/prisma/seed/things/landscape'
import { rasterise } from '@/prisma/seed/things/rasterise'
import { VIEWS } from '@/prisma/seed/things/views'
import { createAccount, signIn, uniqueUserName } from './account'
import type { MadeFile } from './media-files'
import type { Person } from './person'
import type { Scene } from './screenshot-scenes'

/** A screen to be looked at, on the stage that screenshot-stage.ts sets. Playing it changes nothing that others show. */
export interface Look extends Pick<Scene, 'name' | 'play'> {
  /** As on plain HTTP: every request is the page’s own. */
  readonly withoutWorker?: boolean
  /** Who looks; Ana unless told otherwise. */
  readonly as?: { readonly userName: string; readonly fullName: string }
  /** How the guide shows it. */
  readonly guide?: Omit<Scene, 'name' | 'play'>
}

const HIKE = 'Saturday hike'
const STRANGER = 'Inês Costa'

const requests = (ana: Person) => ana.overview.getByRole('button', { name: /^Requests/ }).click()

async function about(ana: Person, name: string): Promise<Locator> {
  await ana.line(name).first().click()
  await expect(ana.messages.locator('ol > li').first().or(ana.page.getByText('The group is ready.'))).toBeVisible()
  await ana.page.getByRole('button', { name: `About ${name}` }).click()
  const pane = ana.page.getByLabel('Details')
  await expect(pane).toBeVisible()
  return pane
}

const toTop = (part: Locator) => part.evaluate((element) => element.scrollIntoView({ block: 'start' }))

async function section(ana: Person, path: '/settings' | '/admin', name: string): Promise<Locator> {
  await ana.page.goto(`${ana.url}${path}`)
  const region = ana.page.getByRole('region', { name, exact: true })
  await expect(region).toBeVisible()
  await ana.page.waitForLoadState('networkidle')
  await toTop(region)
  return region
}

const regionOf = (name: string) => (ana: Person) => ana.page.getByRole('region', { name, exact: true })
const dialogOf = (ana: Person) => ana.page.getByRole('dialog').or(ana.page.getByRole('alertdialog'))

async function menuOf(ana: Person, name: string): Promise<void> {
  await ana.line(name).first().click({ button: 'right' })
  await expect(ana.page.getByRole('menu')).toBeVisible()
}

const deleting = (name: string) => async (ana: Person) => {
  await menuOf(ana, name)
  await ana.page.getByRole('menuitem', { name: 'Delete chat' }).click()
  await expect(ana.page.getByRole('alertdialog')).toBeVisible()
  await expect(ana.page.getByText('Checking what that does…')).toBeHidden()
}

const topic = (title: string): Look => ({
  name: `privacy-${title.toLowerCase().replaceAll(' ', '-')}`,
  async play(ana) {
    const region = await section(ana, '/settings', 'Privacy')
    await region.getByRole('button', { name: title }).click()
    await expect(ana.page.getByRole('dialog')).toBeVisible()
  },
})

/** The page is told this in place of what the server answers. */
async function answering(ana: Person, procedure: string, data: unknown): Promise<void> {
  await ana.page.route(/\/api\/trpc\//, async (route) => {
    const { pathname } = new URL(route.request().url())
    const at = pathname.replace('/api/trpc/', '').split(',').indexOf(procedure)
    if (at < 0) return route.fallback()
    const answers = await (await route.fetch()).json()
    await route.fulfill({
      json: answers.map((one: unknown, index: number) => (index === at ? { result: { data } } : one)),
    })
  })
}

const refusing = (ana: Person, procedure: string) =>
  ana.page.route(new RegExp(`/api/trpc/${procedure.replace('.', '\\.')}`), (route) => route.abort())

const anExport =
  (state: ExportStatus['state'], over: Partial<ExportStatus> = {}): Look['play'] =>
  async (ana) => {
    const startedAt = new Date(Date.now() - 60_000).toISOString()
    const chats = { done: 14, total: 14 }
    const files = { done: 48_300_000, total: 131_000_000 }
    await answering(ana, 'exports.status', { state, startedAt, chats, files, size: null, expiresAt: null, ...over })
    await section(ana, '/settings', 'Your data')
  }

/** Somebody new writes to them, who wants to be asked first. */
async function strangerAsks(person: Person): Promise<void> {
  const context = await request.newContext()
  const stranger = { fullName: 'Lotte Meyer', userName: uniqueUserName('Lotte') }
  await createAccount(context, person.url, stranger)
  await signIn(context, person.url, stranger.userName)
  const me = await (await person.page.request.get(`${person.url}/api/trpc/me.get`)).json()
  const headers = { origin: person.url }
  const privacy = { topic: 'chats', audience: 'contacts', exceptions: [] }
  await person.page.request.post(`${person.url}/api/trpc/me.changePrivacy`, { data: privacy, headers })
  const said = { text: 'Hello! Is this the one with the piano?', createdAt: new Date().toISOString() }
  const places = [{ userId: me.result.data.profile.id }]
  const data = { ...said, clientId: randomUUID(), places }
  await context.post(`${person.url}/api/trpc/messages.send`, { data, headers })
  await context.dispose()
}

const toasts = (person: Person) => person.page.locator('[data-sonner-toast]')

/** Of the message whose files the stage has had erased. */
async function seqOfErased(ana: Person, conversationId: string): Promise<number | undefined> {
  const input = encodeURIComponent(JSON.stringify({ conversationId, limit: 100 }))
  const answer = await (await ana.page.request.get(`${ana.url}/api/trpc/messages.history?input=${input}`)).json()
  const events: readonly HistoryEvent[] = answer.result.data.events
  return events.find((event) => event.kind === 'message:posted' && event.message.filesErased)?.seq
}

/** This browser is told, by a push service that nothing is sent to. */
async function beTold(ana: Person): Promise<void> {
  await ana.context.grantPermissions(['notifications'])
  await ana.context.addInitScript(() => {
    const bytes = (key: string) =>
      Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)).buffer
    const made = (key: string) => ({
      options: { applicationServerKey: bytes(key) },
      unsubscribe: async () => true,
      toJSON: () => ({
        endpoint: 'https://push.example/ana',
        keys: {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        },
      }),
    })
    Object.assign(PushManager.prototype, {
      getSubscription: async () => made('AAAA'),
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => made(applicationServerKey),
    })
  })
}

/** A round picture of a view, as a sticker may be. */
async function badge(name: string, view: keyof typeof VIEWS): Promise<MadeFile> {
  const disc = Buffer.from('<svg width="480" height="480"><circle cx="240" cy="240" r="236"/></svg>')
  const picture = await rasterise(landscape(VIEWS[view])).resize(480, 480).toBuffer()
  const buffer = await sharp(picture)
    .composite([{ input: disc, blend: 'dest-in' }])
    .png()
    .toBuffer()
  return { name, mimeType: 'image/png', buffer }
}

async function newPack(ana: Person): Promise<void> {
  await ana.open('Kwame Mensah')
  await ana.page.getByRole('button', { name: 'Stickers', exact: true }).click()
  await ana.page.getByRole('dialog', { name: 'Stickers' }).getByRole('button', { name: 'My stickers' }).click()
  const packs = ana.page.getByRole('dialog', { name: 'My stickers' })
  await packs.getByRole('textbox', { name: 'New pack' }).fill('Out and about')
  await packs.getByRole('button', { name: 'Make' }).click()
  const chosen = ana.page.waitForEvent('filechooser')
  await ana.page.getByRole('button', { name: 'Add pictures' }).click()
  const badges = [badge('by the lake.png', 'lake'), badge('up there.png', 'tower')]
  await (await chosen).setFiles(await Promise.all(badges))
  const rows = ana.page.getByRole('list', { name: 'To be added' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
}

export const LOOKS: readonly Look[] = [
  { name: 'overview', play: (ana) => expect(ana.overview.getByRole('button', { name: /^Requests/ })).toBeVisible() },
  {
    name: 'requests',
    async play(ana) {
      await requests(ana)
      await expect(ana.line(STRANGER)).toBeVisible()
    },
  },
  {
    name: 'requests-none',
    as: { userName: 'tomas', fullName: 'Tomáš Dvořák' },
    async play(tomas) {
      await strangerAsks(tomas)
      await requests(tomas)
      await tomas.open('Lotte Meyer')
      await tomas.page.getByRole('region', { name: 'Request' }).getByRole('button', { name: 'Delete' }).click()
      await tomas.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
      await expect(tomas.page.getByText('Nothing waits for you')).toBeVisible()
    },
  },
  {
    name: 'request',
    guide: { phone: true },
    async play(ana) {
      await requests(ana)
      await ana.open(STRANGER)
      await expect(ana.page.getByRole('region', { name: 'Request' })).toBeVisible()
    },
  },
  {
    name: 'request-from-a-long-name',
    async play(ana) {
      await requests(ana)
      await ana.open('Maximiliane')
    },
  },
  {
    name: 'request-delete',
    async play(ana) {
      await requests(ana)
      await ana.open(STRANGER)
      await ana.page.getByRole('region', { name: 'Request' }).getByRole('button', { name: 'Delete' }).click()
      await expect(ana.page.getByRole('alertdialog')).toBeVisible()
    },
  },
  {
    name: 'invited',
    async play(ana) {
      await about(ana, 'Book table')
      await toTop(
        ana.page
          .getByRole('list', { name: 'Members' })
          .or(ana.page.getByRole('list', { name: 'Invited' }))
          .first(),
      )
    },
  },
  {
    name: 'privacy',
    guide: { only: regionOf('Privacy'), margin: 12 },
    play: (ana) => section(ana, '/settings', 'Privacy'),
  },
  ...[
    'Last seen and online',
    'Profile picture',
    'About',
    'Seen receipts',
    'Typing',
    'Who may start a chat with me',
    'Who may add me to groups',
  ].map(topic),
  {
    name: 'privacy-exception',
    async play(ana) {
      const region = await section(ana, '/settings', 'Privacy')
      await region.getByRole('button', { name: 'Last seen and online' }).click()
      await ana.page.getByRole('button', { name: /always show it to/ }).click()
      await expect(ana.page.getByRole('option').first()).toBeVisible()
    },
  },
  { name: 'blocked', play: (ana) => ana.line('Bruno Lima').first().click() },
  { name: 'folded', play: (ana) => ana.open('Flea market') },
  {
    name: 'unfolded',
    async play(ana) {
      await ana.open('Flea market')
      await ana.bubble('Message of a blocked person').first().getByRole('button').click()
    },
  },
  {
    name: 'block',
    async play(ana) {
      const pane = await about(ana, 'Kwame Mensah')
      await pane.getByRole('button', { name: 'Block…' }).click()
    },
  },
  { name: 'blocked-people', play: (ana) => section(ana, '/settings', 'Blocked people') },
  {
    name: 'report',
    async play(ana) {
      const pane = await about(ana, 'Kwame Mensah')
      await pane.getByRole('button', { name: 'Report…' }).click()
      await expect(ana.page.getByRole('dialog')).toBeVisible()
    },
  },
  { name: 'reports', play: (ana) => section(ana, '/admin', 'Reports') },
  { name: 'delete-chat', guide: { only: dialogOf, margin: 12 }, play: deleting('Kwame Mensah') },
  { name: 'delete-last', guide: { only: dialogOf, margin: 12 }, play: deleting('Ελένη') },
  { name: 'delete-group', play: deleting('Flea market') },
  {
    name: 'timer',
    async play(ana) {
      const pane = await about(ana, 'Three days of skiing')
      await toTop(pane.getByRole('button', { name: 'Disappearing messages' }))
      await pane.getByRole('button', { name: 'Disappearing messages' }).click()
      await expect(ana.page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'timer-own',
    async play(ana) {
      const pane = await about(ana, 'Three days of skiing')
      await pane.getByRole('button', { name: 'Disappearing messages' }).click()
      await ana.page.getByRole('menuitem', { name: 'Own time…' }).click()
    },
  },
  {
    name: 'disappearing',
    guide: { phone: true },
    async play(ana) {
      const pane = await about(ana, 'Three days of skiing')
      await toTop(pane.getByRole('button', { name: 'Disappearing messages' }))
    },
  },
  { name: 'timed-chat', guide: { phone: true }, play: (ana) => ana.open('Three days of skiing') },
  {
    name: 'end',
    async play(ana) {
      const pane = await about(ana, 'Three days of skiing')
      await pane.getByRole('button', { name: 'End of the group' }).click()
    },
  },
  { name: 'ended', play: (ana) => ana.line('Surprise party').first().click() },
  {
    name: 'new-group',
    async play(ana) {
      await ana.page.getByRole('button', { name: 'New chat' }).click()
      await ana.page.getByRole('option', { name: 'New group' }).click()
      await ana.page.getByRole('dialog', { name: 'New group' }).getByRole('option', { name: /Kwame/ }).click()
      await ana.page.getByRole('button', { name: 'Next' }).click()
      await ana.page.getByRole('textbox', { name: 'Name' }).fill('Three days of skiing')
    },
  },
  {
    name: 'receipts',
    async play(ana) {
      const pane = await about(ana, 'Flea market')
      await toTop(pane.getByRole('switch', { name: /Seen receipts/ }).locator('xpath=..'))
    },
  },
  {
    name: 'retention',
    guide: { only: regionOf('Retention'), margin: 12 },
    async play(ana) {
      const region = await section(ana, '/admin', 'Retention')
      await region.getByRole('radiogroup', { name: 'Keep messages' }).getByRole('radio', { name: 'Days' }).click()
      await region.getByRole('textbox', { name: 'Days of messages' }).fill('1')
      await expect(region.getByRole('status', { name: 'What it would erase now' })).toContainText('Erases')
    },
  },
  {
    name: 'retention-confirm',
    async play(ana) {
      const region = await section(ana, '/admin', 'Retention')
      await region.getByRole('radiogroup', { name: 'Keep messages' }).getByRole('radio', { name: 'Days' }).click()
      await region.getByRole('textbox', { name: 'Days of messages' }).fill('1')
      await region.getByRole('button', { name: 'Save' }).click()
      await expect(ana.page.getByRole('alertdialog')).toBeVisible()
    },
  },
  {
    name: 'retention-problem',
    async play(ana) {
      const region = await section(ana, '/admin', 'Retention')
      await region.getByRole('textbox', { name: 'Days of files' }).fill('some')
    },
  },
  {
    name: 'retention-note',
    async play(ana) {
      const pane = await about(ana, 'Kwame Mensah')
      await pane.getByText('Files on this server').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'files-erased',
    async play(ana) {
      await ana.open(HIKE)
      const { pathname } = new URL(ana.page.url())
      await ana.page.goto(`${ana.url}${pathname}?at=${await seqOfErased(ana, pathname.split('/')[2] ?? '')}`)
      await expect(ana.bubble('erased after').first()).toBeVisible()
    },
  },
  { name: 'admins', play: (ana) => section(ana, '/admin', 'Admins') },
  {
    name: 'health',
    async play(ana) {
      const region = await section(ana, '/admin', 'Health')
      await expect(region.getByRole('listitem').first()).toBeVisible()
      await expect(region.getByText('Looking …')).toBeHidden()
      await toTop(region)
    },
  },
  {
    name: 'health-wrong',
    async play(ana) {
      await ana.page.route('**/uploads/probe', (route) => route.fulfill({ status: 413, body: 'Too large' }))
      const region = await section(ana, '/admin', 'Health')
      await expect(region.getByText('4 MB are answered with 413.')).toBeVisible()
      await toTop(region)
    },
  },
  {
    name: 'admin-unanswered',
    async play(ana) {
      await ana.page.route(/trpc\/.*(admin|server)\./, (route) => route.abort())
      await ana.page.goto(`${ana.url}/admin`)
      await expect(ana.page.getByRole('alert').nth(4)).toBeVisible({ timeout: 60_000 })
    },
  },
  {
    name: 'notifications',
    guide: { only: regionOf('Notifications'), margin: 12 },
    async play(ana) {
      await beTold(ana)
      const region = await section(ana, '/settings', 'Notifications')
      await expect(region.getByRole('button', { name: 'Send a test' })).toBeVisible()
      await toTop(region)
    },
  },
  {
    name: 'quiet-hours-refused',
    async play(ana) {
      await refusing(ana, 'notifications.change')
      const region = await section(ana, '/settings', 'Notifications')
      await region.getByLabel('From').fill('23:30')
      await region.getByLabel('To').focus()
      await expect(region.getByRole('alert').filter({ hasText: 'reach' })).toBeVisible()
      await region.getByRole('switch', { name: 'Quiet hours' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'toast',
    async play(ana) {
      await ana.open('Kwame Mensah')
      await ana.bubble('third chapter').getByText('third chapter').click({ button: 'right' })
      await ana.page.getByRole('menuitem', { name: 'Copy text' }).click()
      await expect(toasts(ana)).toBeVisible()
    },
  },
  {
    name: 'toast-refused',
    async play(ana) {
      await refusing(ana, 'me.changePrivacy')
      const region = await section(ana, '/settings', 'Privacy')
      await region.getByRole('button', { name: 'Typing' }).click()
      await ana.page
        .getByRole('dialog')
        .getByRole('radio', { name: /My contacts/ })
        .click()
      await expect(toasts(ana)).toBeVisible()
    },
  },
  {
    name: 'muting',
    async play(ana) {
      await menuOf(ana, 'Flea market')
    },
  },
  { name: 'own-stickers', guide: { only: dialogOf, margin: 12 }, play: newPack },
  { name: 'your-data', play: (ana) => section(ana, '/settings', 'Your data') },
  { name: 'export-making', play: anExport('making') },
  {
    name: 'export-ready',
    play: anExport('ready', { size: 128_400_000, expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString() }),
  },
  { name: 'export-failed', play: anExport('failed') },
  {
    name: 'delete-account',
    async play(ana) {
      await ana.page.goto(`${ana.url}/settings`)
      await ana.page.getByRole('button', { name: 'Delete account' }).click()
      await expect(ana.page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'missing-part',
    withoutWorker: true,
    async play(ana) {
      await ana.open('Three days of skiing')
      await ana.sees('I do. And the thermos.')
      // What is being edited would be lost.
      await ana.composer.press('ArrowUp')
      await ana.page.getByRole('textbox', { name: 'Edit message' }).fill('I do, and the thermos')
      await ana.page.route('**/_next/static/**', (route) => route.fulfill({ status: 404 }))
      await ana.page.getByRole('button', { name: 'Emoji' }).click()
      await expect(ana.page.getByText('Kith has a new version.')).toBeVisible()
      await expect(ana.page.getByText('This part of Kith couldn’t be loaded.')).toBeVisible()
    },
  },
]
