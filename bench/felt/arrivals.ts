import { setTimeout as wait } from 'node:timers/promises'
import type { NodeClient } from '@/client/node'
import { databaseConversations } from '@/server/infrastructure/database/conversations'
import { newPage, newVisitor, whenSeen } from './browser'
import { busyBetween, costOf } from './main-thread'
import { mainThreadCpuS } from './main-thread-cpu'
import { type Account, newAccount, online } from './people'
import { profiled } from './profile'
import { felt, type Scene } from './scene'

const SENDERS = 5
const PER_SECOND = 50
/** No session may say more for long. */
const FAST_PER_SECOND = 200
const PAUSE_MS = 1_000
const GROUPS = 1_000

/** Messages that arrive in the open chat, at 50 a second and then as many as a long day has. */
export const arrivals = felt(async (scene) => {
  const { ana, senders, close } = await company(scene)
  const [groupId = ''] = await makeGroups(scene, ana, senders, 1)
  const { page, cdp } = await newPage(await newVisitor(scene.browser, scene.profile, scene.url, ana), scene.profile)
  await page.goto(`${scene.url}/c/${groupId}`, { waitUntil: 'networkidle' })
  await sayAll(senders, [groupId], 120, PER_SECOND, 'To begin with')
  await wait(PAUSE_MS)
  const before = await costOf(cdp, true)
  const whole = scene.effort.seconds > 4
  const count = whole ? 1_000 : 200
  await page.evaluate((text) => window.felt.arm(text), `Arriving ${count}.`)
  const from = await costOf(cdp)
  const cpuFrom = await mainThreadCpuS(scene.browser)
  const say = () => sayAll(senders, [groupId], count, PER_SECOND, 'Arriving')
  const lastAt = await profiled(scene, cdp, 'arrivals', say)
  const seen = await whenSeen(page)
  const to = await costOf(cdp)
  const cpuTo = await mainThreadCpuS(scene.browser)
  const many = (whole ? 10_000 : 1_000) - count
  await sayAll(senders, [groupId], many, FAST_PER_SECOND, 'Many')
  await page.evaluate((text) => window.felt.arm(text), 'All said 1.')
  await sayAll(senders, [groupId], 1, FAST_PER_SECOND, 'All said')
  await whenSeen(page)
  await wait(PAUSE_MS)
  const after = await costOf(cdp, true)
  await close()
  return {
    'arriving at 50/s in the open chat: the last one painted, ms': seen.at - lastAt,
    'arriving at 50/s in the open chat: main thread, of one': busyBetween(from, to),
    'arriving at 50/s in the open chat: main thread CPU, ms a message': ((cpuTo - cpuFrom) * 1_000) / count,
    'after live messages: heap against after load': after.heapBytes / before.heapBytes,
    'after live messages: DOM nodes against after load': after.nodes / before.nodes,
    'after load: heap, MB': before.heapBytes / 1e6,
    'after load: DOM nodes': before.nodes,
  }
})

/** 50 messages a second all over 1,000 conversations, none of them open. */
export const overview = felt(async (scene) => {
  const { ana, senders, close } = await company(scene)
  const ids = await makeGroups(scene, ana, senders, GROUPS)
  const { page, cdp } = await newPage(await newVisitor(scene.browser, scene.profile, scene.url, ana), scene.profile)
  await page.goto(scene.url, { waitUntil: 'networkidle' })
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().waitFor()
  // By then all that it fetches by itself is here.
  await wait(5 * PAUSE_MS)
  const idleFrom = await costOf(cdp)
  await wait(5 * PAUSE_MS)
  const from = await costOf(cdp)
  const cpuFrom = await mainThreadCpuS(scene.browser)
  const count = scene.effort.seconds * PER_SECOND
  await profiled(scene, cdp, 'overview', () => sayAll(senders, ids, count, PER_SECOND, 'All over'))
  const to = await costOf(cdp)
  const cpuTo = await mainThreadCpuS(scene.browser)
  const lines = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link')
  await lines
    .filter({ hasText: `All over ${count}.` })
    .first()
    .waitFor()
  await close()
  return {
    'overview of 1,000 conversations, 50/s all over: main thread, of one': busyBetween(from, to),
    'overview of 1,000 conversations, 50/s all over: main thread CPU, ms a message':
      ((cpuTo - cpuFrom) * 1_000) / count,
    'overview of 1,000 conversations, at rest: main thread, of one': busyBetween(idleFrom, from),
  }
})

async function company({ url }: Scene) {
  const ana = await newAccount(url, 'Ana')
  const accounts = await Promise.all(Array.from({ length: SENDERS }, (_, at) => newAccount(url, `Sender ${at + 1}`)))
  const clients = await Promise.all(accounts.map((account) => online(url, account)))
  return { ana, senders: clients, close: () => Promise.all(clients.map((client) => client.close())) }
}

async function makeGroups({ stage }: Scene, ana: Account, senders: readonly NodeClient[], count: number) {
  const conversations = databaseConversations(stage.pool)
  const userIds = senders.map(({ userId }) => userId)
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const group = { name: `Group ${at + 1}`, userIds, pictureId: null, maxMembers: 50 }
    ids.push((await conversations.createGroup(ana.userId, group)).conversationId)
  }
  return ids
}

/** Answers when the last was begun to be sent, once all are stored. */
async function sayAll(
  senders: readonly NodeClient[],
  ids: readonly string[],
  count: number,
  perSecond: number,
  words: string,
): Promise<number> {
  const start = performance.now()
  const sent: Promise<unknown>[] = []
  let lastAt = 0
  for (let at = 1; at <= count; at++) {
    const due = start + ((at - 1) * 1_000) / perSecond
    if (due > performance.now()) await wait(due - performance.now())
    lastAt = performance.timeOrigin + performance.now()
    const [sender, id] = [senders[at % senders.length], ids[(at * 7) % ids.length]]
    if (sender && id) sent.push(sender.send(id, `${words} ${at}.`))
  }
  await Promise.all(sent)
  return lastAt
}
