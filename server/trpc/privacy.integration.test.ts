import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GET as getPicture } from '@/app/api/pictures/[id]/route'
import type { Presence, Profile } from '@/contracts/dto'
import type { ConversationId, PictureId, Seq } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { announcePresence } from '@/server/application/announce-presence'
import type { RelayEvent } from '@/server/application/relay-ports'
import { AUDIENCES, type Audience, PRIVACY_TOPICS, type PrivacyTopic } from '@/server/domain/privacy'
import { RATES } from '@/server/infrastructure/realtime/rates'
import {
  caughtUp,
  connectSocket,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'
import { openPushDesk, type PushDesk, pushedTo } from '@/server/testing/push-desk'
import type { PushedBrowser } from '@/server/testing/push-service'
import { openWeb, type Person, type Web } from '@/server/testing/web'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const NO_LIMITS = Object.fromEntries(
  Object.keys(RATES).map((name) => [name, { burst: 10_000, perSecond: 10_000 }]),
) as typeof RATES
const ABOUT = 'Only for some'

/** How somebody stands to the owner. */
const VIEWERS = ['contact', 'stranger', 'allowed', 'denied', 'blocked', 'blocker', 'coMember'] as const
type ViewerKind = (typeof VIEWERS)[number]

/** What the table says. */
function expected(kind: ViewerKind, audience: Audience): boolean {
  switch (kind) {
    case 'contact':
      return audience !== 'nobody'
    case 'stranger':
    case 'coMember':
      return audience === 'everybody'
    case 'allowed':
      return true
    case 'denied':
    case 'blocked':
    case 'blocker':
      return false
  }
}

interface Viewer extends Person {
  readonly kind: ViewerKind
  readonly socket: TestSocket
  /** Their direct chat with the owner; of the co-member, their group. */
  readonly chat: ConversationId
}

let web: Web
let gateway: RunningGateway
let owner: Person
let ownerSocket: TestSocket
let pictureId: PictureId
/** The last that was said in a chat before one of the two blocked the other, by who said it. */
const saidBefore = new Map<string, Seq>()
const viewers = new Map<ViewerKind, Viewer>()

beforeAll(async () => {
  web = await openWeb()
  const { ports } = web.container
  gateway = await runGateway(ports, { rates: NO_LIMITS })
  owner = await web.person('owner')
  ownerSocket = await connectSocket(gateway.url, ports, owner.actor)
  await owner.call.me.change({ about: ABOUT })
  pictureId = (await owner.call.me.setPicture({ picture: PNG })).pictureId ?? ''
  for (const kind of VIEWERS) viewers.set(kind, await viewerOf(kind))
  for (const kind of ['contact', 'denied', 'blocked', 'blocker'] as const)
    await owner.call.contacts.add({ userId: idOf(kind) })
  for (const { chat, socket } of [viewer('blocked'), viewer('blocker')]) {
    for (const from of [socket, ownerSocket]) saidBefore.set(keyOf(from, chat), await send(from, chat))
  }
  await owner.call.contacts.block({ userId: idOf('blocked') })
  await viewer('blocker').call.contacts.block({ userId: owner.actor.userId })
}, 60_000)
afterAll(async () => {
  ownerSocket.close()
  for (const { socket } of viewers.values()) socket.close()
  await gateway.stop()
  await web.close()
})

async function viewerOf(kind: ViewerKind): Promise<Viewer> {
  const person = await web.person(`viewer_${kind.toLowerCase()}`)
  const { userId } = owner.actor
  // Whom they have as a contact is theirs, and opens nothing: but they may look.
  if (kind === 'stranger' || kind === 'allowed') await person.call.contacts.add({ userId })
  const { conversationId: chat } =
    kind === 'coMember'
      ? await owner.call.conversations.createGroup({ name: 'Two', userIds: [person.actor.userId] })
      : await person.call.conversations.openDirect({ userId })
  return { ...person, kind, chat, socket: await connectSocket(gateway.url, web.container.ports, person.actor) }
}

function viewer(kind: ViewerKind): Viewer {
  const found = viewers.get(kind)
  if (found === undefined) throw new Error(`There is no ${kind}.`)
  return found
}
const idOf = (kind: ViewerKind) => viewer(kind).actor.userId
const all = () => [...viewers.values()]
const settle = () => caughtUp(web.container.ports.relay, ownerSocket, ...all().map(({ socket }) => socket))

const set = (topic: PrivacyTopic, audience: Audience) =>
  owner.call.me.changePrivacy({
    topic,
    audience,
    exceptions: [
      { userId: idOf('allowed'), allowed: true },
      { userId: idOf('denied'), allowed: false },
    ],
  })

/** Whether something is shown, by how one stands and the channel; a channel that isn't there for one is left out. */
type Observed = Map<ViewerKind, Record<string, boolean>>

const observe = async (look: (one: Viewer) => Promise<Record<string, boolean>>): Promise<Observed> => {
  const observed: Observed = new Map()
  for (const one of all()) observed.set(one.kind, await look(one))
  return observed
}

/** The table: a test for each cell. */
function describeTable(
  topic: PrivacyTopic,
  channels: readonly string[],
  look: (audience: Audience) => Promise<Observed>,
  holds: (kind: ViewerKind, audience: Audience) => boolean = expected,
): void {
  describe.each(AUDIENCES)(`${topic} for %s`, (audience) => {
    let observed: Observed
    beforeAll(async () => {
      observed = await look(audience)
    }, 60_000)
    afterAll(() => owner.call.me.changePrivacy({ topic, audience: 'everybody', exceptions: [] }))
    for (const kind of VIEWERS) {
      for (const channel of channels) {
        const shown = holds(kind, audience)
        it(`${shown ? 'shows' : 'hides'} it ${shown ? 'to' : 'from'} the ${kind} in the ${channel}`, () => {
          expect(observed.get(kind)?.[channel]).toBe(shown)
        })
      }
    }
  })
}

const PROFILE_CHANNELS = ['frame', 'heads', 'profiles', 'search', 'contacts', 'overview']

async function lookAtProfiles(topic: 'picture' | 'about', audience: Audience): Promise<Observed> {
  const before = (await owner.call.me.get()).profile.version
  await set(topic, audience)
  await settle()
  return observe(async ({ actor, call, socket }) => {
    const { userId } = owner.actor
    const shown = (profiles: readonly Profile[]) => {
      const profile = profiles.find(({ id }) => id === userId)
      if (profile === undefined) throw new Error('The owner isn’t there at all.')
      // What came before is not what counts: it must be news to a client that has it already.
      if (profile.version <= before) throw new Error(`Version ${profile.version} is no news after ${before}.`)
      return topic === 'picture' ? profile.pictureId === pictureId : profile.about === ABOUT
    }
    const compared = await socket.ask('heads:compare', { digest: '', people: [[userId, before]] })
    if (!(await call.contacts.list()).contacts.some(({ profile }) => profile.id === userId))
      await call.contacts.add({ userId })
    return {
      frame: shown(
        socket
          .told('profile:changed')
          .filter(({ id }) => id === userId)
          .slice(-1),
      ),
      heads: shown((compared as unknown as { profiles: Profile[] }).profiles),
      profiles: shown(await call.users.profiles({ userIds: [userId] })),
      search: shown(await call.users.search({ query: 'owner' })),
      contacts: shown((await call.contacts.list()).contacts.map(({ profile }) => profile)),
      overview: shown((await call.conversations.overview()).people),
      ...(topic === 'picture' && { address: await mayFetch(actor) }),
    }
  })
}

async function mayFetch(actor: Actor): Promise<boolean> {
  const headers = { cookie: await web.cookie(actor) }
  const request = new Request(`http://kith.test/api/pictures/${pictureId}`, { headers })
  const { status } = await getPicture(request, { params: Promise.resolve({ id: pictureId }) })
  expect([200, 404]).toContain(status)
  return status === 200
}

describeTable('about', PROFILE_CHANNELS, (audience) => lookAtProfiles('about', audience))
describeTable('picture', [...PROFILE_CHANNELS, 'address'], (audience) => lookAtProfiles('picture', audience))

const watch = async (socket: TestSocket, userId: string): Promise<Presence | undefined> => {
  const answer = await socket.ask('presence:watch', { userIds: [userId] })
  return (answer as unknown as { presences: Presence[] }).presences.find((one) => one.userId === userId)
}

/** As a gateway does when somebody comes or goes. */
async function turn(userId: string, online: boolean): Promise<void> {
  await web.container.ports.presence.renewLease('another', 60_000)
  await announcePresence(web.container.ports)('another', [{ userId, onlineForMs: online ? 60_000 : 0 }], [userId])
  await settle()
}

async function lookAtPresence(audience: Audience): Promise<Observed> {
  await set('lastSeen', audience)
  return observe(async ({ actor, socket }) => {
    const answer = await watch(socket, owner.actor.userId)
    const heard = () => socket.told('presence:changed').filter((one) => one.online || one.lastSeenAt !== null).length
    const before = heard()
    await turn(owner.actor.userId, true)
    const online = heard()
    await turn(owner.actor.userId, false)
    const seen = (await watch(socket, owner.actor.userId))?.lastSeenAt
    await turn(actor.userId, true)
    const theirs = await watch(ownerSocket, actor.userId)
    await turn(actor.userId, false)
    await socket.ask('presence:watch', { userIds: [] })
    return {
      answer: answer !== undefined,
      'online frame': online > before,
      'last seen frame': heard() > online,
      'last seen answer': typeof seen === 'string',
      'owner’s own answer about them': theirs?.online === true,
    }
  })
}

describeTable(
  'lastSeen',
  ['answer', 'online frame', 'last seen frame', 'last seen answer', 'owner’s own answer about them'],
  lookAtPresence,
)

async function lookAtTyping(audience: Audience): Promise<Observed> {
  await set('typing', audience)
  return observe(async ({ socket, chat }) => {
    await socket.ask('activity:report', { visible: true, input: false })
    const before = socket.told('typing:started').length
    expect(await ownerSocket.ask('typing:start', { conversationId: chat })).toEqual({ ok: true })
    await settle()
    return { frame: socket.told('typing:started').length > before }
  })
}

describeTable('typing', ['frame'], lookAtTyping)

async function send(from: TestSocket, chat: ConversationId): Promise<Seq> {
  const sent = await from.ask('message:send', textTo(chat, 'Have you seen it?'))
  const before = saidBefore.get(keyOf(from, chat))
  // Who blocks can’t write any more: what they said before still has its receipts.
  if (!sent.ok && before !== undefined) return before
  const [place] = (sent as unknown as { places?: { seq: Seq }[] }).places ?? []
  if (place === undefined) throw new Error('It was not sent.')
  return place.seq
}

const keyOf = ({ actor }: TestSocket, chat: ConversationId) => `${actor.userId} ${chat}`

/** `reader` has it, and looks at it; what `sender` is shown of that. */
async function lookAtReceipts(reader: TestSocket, sender: Person & { socket: TestSocket }, chat: ConversationId) {
  const seq = await send(sender.socket, chat)
  await reader.ask('marks:move', { moves: [{ conversationId: chat, delivered: seq, read: seq, seen: seq }] })
  await settle()
  const entry = (await sender.call.conversations.overview()).entries.find(
    ({ conversation }) => conversation.id === chat,
  )
  const info = await sender.call.messages.info({ conversationId: chat, seq })
  const compared = await sender.socket.ask('heads:compare', { digest: '', people: [] })
  const { heads } = compared as unknown as { heads: { conversationId: string; receipts: { seen: Seq } }[] }
  const moved = sender.socket.told('receipts:moved').filter(({ conversationId }) => conversationId === chat)
  return {
    delivered: moved.some(({ receipts }) => receipts.delivered >= seq),
    frame: moved.some(({ receipts }) => receipts.seen >= seq),
    overview: (entry?.receipts.seen ?? 0) >= seq,
    heads: (heads.find(({ conversationId }) => conversationId === chat)?.receipts.seen ?? 0) >= seq,
    info: info.places.some(({ recipients }) => recipients.some(({ seenAt }) => seenAt !== null)),
  }
}

// A group shows receipts whatever its members decide for themselves.
const receiptsHold = (kind: ViewerKind, audience: Audience) => kind === 'coMember' || expected(kind, audience)
const RECEIPT_CHANNELS = ['frame', 'overview', 'heads', 'info']

describeTable(
  'receipts',
  RECEIPT_CHANNELS,
  async (audience) => {
    await set('receipts', audience)
    return observe((one) => lookAtReceipts(ownerSocket, one, one.chat))
  },
  receiptsHold,
)

describe('who hides receipts', () => {
  describeTable(
    'receipts',
    RECEIPT_CHANNELS,
    async (audience) => {
      await set('receipts', audience)
      return observe((one) => lookAtReceipts(one.socket, { ...owner, socket: ownerSocket }, one.chat))
    },
    receiptsHold,
  )

  it('still shows what was delivered, and from then on what is seen when they are shown again', async () => {
    const { socket, chat, call } = viewer('contact')
    await set('receipts', 'nobody')
    const hidden = await lookAtReceipts(ownerSocket, viewer('contact'), chat)
    expect(hidden).toEqual({ delivered: true, frame: false, overview: false, heads: false, info: false })
    const before = socket.told('receipts:moved').length
    await set('receipts', 'everybody')
    await settle()
    expect(socket.told('receipts:moved')).toHaveLength(before)
    expect(await call.conversations.entry({ conversationId: chat })).toMatchObject({
      receipts: { seen: expect.any(Number) },
    })
    expect(await lookAtReceipts(ownerSocket, viewer('contact'), chat)).toMatchObject({ frame: true, info: true })
  })
})

describe('a group that doesn’t show who has seen a message', () => {
  it('tells nobody on no channel, also not its owner nor of what was seen before; what was delivered it tells', async () => {
    const member = viewer('coMember')
    const mine = { ...owner, socket: ownerSocket }
    const { chat } = member
    const sides = [
      { reader: ownerSocket, sender: member },
      { reader: member.socket, sender: mine },
    ] as const
    const shown = { delivered: true, frame: true, overview: true, heads: true, info: true }
    for (const { reader, sender } of sides) expect(await lookAtReceipts(reader, sender, chat)).toEqual(shown)
    await owner.call.conversations.change({ conversationId: chat, receiptsShown: false })
    await settle()
    const before = sides.map(({ sender }) => sender.socket.told('receipts:moved').length)
    for (const { reader, sender } of sides) {
      expect(await lookAtReceipts(reader, sender, chat)).toEqual({
        delivered: true,
        frame: false,
        overview: false,
        heads: false,
        info: false,
      })
    }
    for (const [index, { sender }] of sides.entries()) {
      const frames = sender.socket.told('receipts:moved').slice(before[index])
      expect(frames.filter(({ conversationId, receipts }) => conversationId === chat && receipts.seen > 0)).toEqual([])
      expect((await sender.call.conversations.entry({ conversationId: chat })).receipts.seen).toBe(0)
    }
    await owner.call.conversations.change({ conversationId: chat, receiptsShown: true })
    for (const { sender } of sides) {
      await sender.socket.hears(
        'receipts:moved',
        ({ conversationId, receipts }) => conversationId === chat && receipts.seen > 0,
      )
    }
    for (const { reader, sender } of sides) expect(await lookAtReceipts(reader, sender, chat)).toEqual(shown)
  })
})

describe('a push', () => {
  const SAID = 'Have you seen it?'
  const PLACES = ['direct chat', 'group'] as const
  type PushPlace = (typeof PLACES)[number]
  let desk: PushDesk
  let common: ConversationId
  const direct = new Map<ViewerKind, ConversationId>()
  const browsers = new Map<ViewerKind, PushedBrowser>()
  const seqs = new Map<ConversationId, Seq>()

  beforeAll(async () => {
    desk = await openPushDesk(web)
    // Somebody else’s: I couldn’t add who blocks me.
    const founder = await web.person('founder')
    const userIds = [owner, ...all()].map(({ actor }) => actor.userId)
    common = (await founder.call.conversations.createGroup({ name: 'All', userIds })).conversationId
    for (const { kind, actor, call, chat } of all()) {
      const opened = kind === 'coMember' && (await call.conversations.openDirect({ userId: owner.actor.userId }))
      direct.set(kind, opened ? opened.conversationId : chat)
      browsers.set(kind, await desk.subscribed(actor))
    }
  }, 60_000)
  afterAll(async () => {
    for (const { actor } of all()) await desk.useCases.unsubscribe(actor)
    await desk.close()
  })

  const chatOf = (kind: ViewerKind, place: PushPlace) => (place === 'group' ? common : (direct.get(kind) ?? ''))

  /** The owner says something in all chats, of which nobody has anything unread. */
  async function sayEverywhere(): Promise<void> {
    for (const { actor, kind, call } of all()) {
      const { entries } = await call.conversations.overview()
      const moves = entries.map(({ conversation, lastSeq }) => ({ conversationId: conversation.id, read: lastSeq }))
      await desk.useCases.moveMarks(actor, { moves })
      const browser = browsers.get(kind)
      if (browser) browser.received.length = 0
    }
    for (const chat of [common, ...direct.values()]) {
      const sending = desk.useCases.sendMessage(owner.actor, textTo(chat, SAID))
      if (chat === direct.get('blocked')) await expect(sending).rejects.toMatchObject({ code: 'not_allowed' })
      else seqs.set(chat, (await sending).places[0]?.seq ?? 0)
    }
    await desk.work()
  }

  /** As the viewer's browser decrypted it: all that it was told of this chat. */
  const pushed = (kind: ViewerKind, place: PushPlace) => {
    const browser = browsers.get(kind)
    if (!browser) throw new Error(`The ${kind} has no browser.`)
    return pushedTo(browser).filter((one) => 'tag' in one && one.tag === chatOf(kind, place))
  }

  /** In a group what the blocked say is for whom they block not told at all; neither is anything in a chat of the two. */
  const isTold = (kind: ViewerKind, place: PushPlace) => kind !== 'blocker' && (kind !== 'blocked' || place === 'group')

  const message = (kind: ViewerKind, place: PushPlace, more: object) => {
    const tag = chatOf(kind, place)
    const seq = seqs.get(tag)
    const url = `/c/${tag}?at=${seq}`
    return {
      kind: 'message',
      tag,
      seq,
      url,
      icon: null,
      silent: false,
      unread: expect.any(Number),
      waiting: expect.any(Array),
      ...more,
    }
  }

  describe.each(PRIVACY_TOPICS)('while %s is for', (topic) => {
    describe.each(AUDIENCES)('%s', (audience) => {
      beforeAll(async () => {
        await set(topic, audience)
        await sayEverywhere()
      }, 60_000)
      afterAll(() => owner.call.me.changePrivacy({ topic, audience: 'everybody', exceptions: [] }))
      for (const kind of VIEWERS) {
        for (const place of PLACES) {
          // What isn’t named here is in no push: no about, no presence, no receipts.
          const picture = place === 'direct chat' && (topic !== 'picture' || expected(kind, audience))
          const what = !isTold(kind, place) ? 'nothing' : picture ? 'what was said, with the picture' : 'what was said'
          it(`tells the ${kind} ${what} in a ${place}`, () => {
            const words = place === 'group' ? { title: 'All', body: `owner: ${SAID}` } : { title: 'owner', body: SAID }
            const icon = picture ? `/api/pictures/${pictureId}` : null
            expect(pushed(kind, place)).toEqual(isTold(kind, place) ? [message(kind, place, { ...words, icon })] : [])
          })
        }
      }
    })
  })

  describe('to who wants no content on their screen', () => {
    beforeAll(async () => {
      for (const { actor } of all()) await desk.useCases.changeNotifications(actor, { hideContent: true })
      await sayEverywhere()
    }, 60_000)
    for (const kind of VIEWERS) {
      for (const place of PLACES) {
        it(`names neither sender nor content nor picture to the ${kind} in a ${place}`, () => {
          const words = { title: 'Kith', body: 'New message' }
          expect(pushed(kind, place)).toEqual(isTold(kind, place) ? [message(kind, place, words)] : [])
          expect(JSON.stringify(browsers.get(kind)?.received.map((one) => one.message))).not.toMatch(
            /owner|seen it|All/,
          )
        })
      }
    }
  })
})

/** Somebody else to whom all of them stand as to the owner, but who has no chat yet. */
async function another(topic: 'chats' | 'groups', audience: Audience) {
  const person = await web.person(`${topic}_${audience}`)
  const { userId } = person.actor
  for (const kind of ['contact', 'denied', 'blocked', 'blocker'] as const)
    await person.call.contacts.add({ userId: idOf(kind) })
  const exceptions = [
    { userId: idOf('allowed'), allowed: true },
    { userId: idOf('denied'), allowed: false },
  ]
  await person.call.me.changePrivacy({ topic, audience, exceptions })
  await person.call.contacts.block({ userId: idOf('blocked') })
  await viewer('blocker').call.contacts.block({ userId })
  return { ...person, userId, socket: await connectSocket(gateway.url, web.container.ports, person.actor) }
}

/** What comes of writing to somebody: a chat in their list, of which they are told, and whose sender is told that it came. */
async function lookAtChats(audience: Audience): Promise<Observed> {
  const asked = await another('chats', audience)
  const observed = await observe(async ({ call, socket }) => {
    const { conversationId: chat } = await call.conversations.openDirect({ userId: asked.userId })
    const sent = await socket.ask('message:send', textTo(chat, 'May I?'))
    const seq = (sent as unknown as { places?: { seq: Seq }[] }).places?.[0]?.seq ?? 99
    await asked.socket.ask('marks:move', { moves: [{ conversationId: chat, delivered: seq, seen: seq }] })
    await settle()
    const { entries } = await asked.call.conversations.overview()
    const entry = entries.find(({ conversation }) => conversation.id === chat)
    const weighed = await web.container.ports.notifications.toWeigh(asked.userId)
    const told = socket.told('receipts:moved').some(({ conversationId }) => conversationId === chat)
    const { receipts } = await call.conversations.entry({ conversationId: chat })
    return {
      list: entry !== undefined && entry.state.unread > 0 && !entry.state.request,
      push: weighed.some(({ conversationId, messages }) => conversationId === chat && messages.length > 0),
      'receipt frame': told,
      'receipt answer': receipts.delivered >= seq,
    }
  })
  asked.socket.close()
  return observed
}

describeTable('chats', ['list', 'push', 'receipt frame', 'receipt answer'], lookAtChats)

/** What comes of adding somebody to a group: they are in it, see it and its frames; or nothing but an invitation. */
async function lookAtGroups(audience: Audience): Promise<Observed> {
  const asked = await another('groups', audience)
  const observed = await observe(async ({ call }) => {
    const made = await call.conversations
      .createGroup({ name: 'Peaks', userIds: [asked.userId] })
      .catch(() => ({ conversationId: '0' }))
    const { conversationId: id } = made
    await settle()
    const { entries } = await asked.call.conversations.overview()
    const members = await call.conversations.members({ conversationId: id }).catch(() => [])
    const heard = asked.socket.told('log:appended').some(({ conversationId }) => conversationId === id)
    return {
      list: entries.some(({ conversation }) => conversation.id === id),
      members: members.some(({ userId }) => userId === asked.userId),
      frame: heard,
    }
  })
  asked.socket.close()
  return observed
}

// Whom one blocks oneself, one may still add.
describeTable(
  'groups',
  ['list', 'members', 'frame'],
  lookAtGroups,
  (kind, audience) => expected(kind, audience) || (kind === 'blocker' && audience !== 'nobody'),
)

describe('a change while somebody looks', () => {
  const { hears, nothing } = {
    hears: (socket: TestSocket, online: boolean) =>
      socket.hears('presence:changed', (one) => one.userId === owner.actor.userId && one.online === online),
    nothing: () => ({ userId: owner.actor.userId, online: false, lastSeenAt: null }),
  }

  it('takes presence away at once, also whom it hides others from, and gives it back', async () => {
    const { socket, actor } = viewer('contact')
    const fresh = await connectSocket(gateway.url, web.container.ports, actor)
    const mine = await connectSocket(gateway.url, web.container.ports, owner.actor)
    await turn(owner.actor.userId, true)
    await turn(actor.userId, true)
    expect(await watch(fresh, owner.actor.userId)).toMatchObject({ online: true })
    expect(await watch(mine, actor.userId)).toMatchObject({ online: true })
    await set('lastSeen', 'nobody')
    expect(await hears(fresh, false)).toEqual(nothing())
    expect(await mine.hears('presence:changed', (one) => one.userId === actor.userId)).toEqual({
      ...nothing(),
      userId: actor.userId,
    })
    await set('lastSeen', 'everybody')
    await hears(fresh, true)
    await mine.hears('presence:changed', ({ online }) => online)
    await turn(owner.actor.userId, false)
    await turn(actor.userId, false)
    fresh.close()
    mine.close()
    expect(socket.connected).toBe(true)
  })

  it('follows who becomes a contact, and who is none any more', async () => {
    const { actor, socket } = viewer('stranger')
    await set('lastSeen', 'contacts')
    await set('about', 'contacts')
    await turn(owner.actor.userId, true)
    const fresh = await connectSocket(gateway.url, web.container.ports, actor)
    expect(await watch(fresh, owner.actor.userId)).toBeUndefined()
    await owner.call.contacts.add({ userId: actor.userId })
    await hears(fresh, true)
    await settle()
    expect(socket.told('profile:changed').at(-1)).toMatchObject({ id: owner.actor.userId, about: ABOUT })
    await owner.call.contacts.remove({ userId: actor.userId })
    expect(await hears(fresh, false)).toEqual(nothing())
    await settle()
    expect(socket.told('profile:changed').at(-1)).toMatchObject({ id: owner.actor.userId, about: '' })
    fresh.close()
    await turn(owner.actor.userId, false)
    await set('lastSeen', 'everybody')
    await set('about', 'everybody')
  })

  it('says nothing to who became a contact where contacts see no more than others', async () => {
    const { actor, socket } = viewer('stranger')
    await settle()
    const before = socket.told('profile:changed').length
    await owner.call.contacts.add({ userId: actor.userId })
    await owner.call.contacts.remove({ userId: actor.userId })
    await settle()
    expect(socket.told('profile:changed')).toHaveLength(before)
  })

  it('hides both from each other when one blocks, and shows them again afterwards', async () => {
    const { ports } = web.container
    const { actor, call } = viewer('contact')
    const fresh = await connectSocket(gateway.url, ports, actor)
    await turn(owner.actor.userId, true)
    expect(await watch(fresh, owner.actor.userId)).toMatchObject({ online: true })
    await owner.call.contacts.block({ userId: actor.userId })
    expect(await hears(fresh, false)).toEqual(nothing())
    await fresh.hears('profile:changed', ({ about, pictureId: id }) => about === '' && id === null)
    expect(await call.users.profiles({ userIds: [owner.actor.userId] })).toMatchObject([{ about: '', pictureId: null }])
    expect((await owner.call.contacts.list()).blocked.map(({ id }) => id)).toContain(actor.userId)
    await owner.call.contacts.unblock({ userId: actor.userId })
    await hears(fresh, true)
    await fresh.hears('profile:changed', ({ about }) => about === ABOUT)
    fresh.close()
    await turn(owner.actor.userId, false)
  })
})

describe('the settings', () => {
  it('are told to my own devices alone, and are kept', async () => {
    const { relay } = web.container.ports
    const heard: RelayEvent[] = []
    const subscription = relay.listen(
      (_, event) => heard.push(event),
      () => {},
    )
    subscription.join(`user.${idOf('contact')}`)
    await set('typing', 'contacts')
    await subscription.close()
    expect(heard.map(({ name }) => name)).toEqual(['profile:changed'])
    expect(await owner.call.me.privacy()).toMatchObject({
      typing: {
        audience: 'contacts',
        exceptions: expect.arrayContaining([
          { userId: idOf('allowed'), allowed: true },
          { userId: idOf('denied'), allowed: false },
        ]),
      },
      receipts: { audience: 'everybody' },
    })
  })

  it('refuse people who do not exist, and the same one twice', async () => {
    const one = { userId: idOf('contact'), allowed: true }
    const change = { topic: 'about', audience: 'nobody' } as const
    await expect(
      owner.call.me.changePrivacy({ ...change, exceptions: [{ userId: '987654321', allowed: true }] }),
    ).rejects.toThrow()
    await expect(owner.call.me.changePrivacy({ ...change, exceptions: [one, one] })).rejects.toThrow()
    expect((await owner.call.me.privacy()).about.audience).toBe('everybody')
  })
})
