import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { PushMessage } from '@/contracts/push'
import { askForEverything, lookOnDevices } from './testing/erasing/look-as-person'
import { foundIn } from './testing/erasing/needle'
import { type Planted, plant } from './testing/erasing/plant'
import type { Resident } from './testing/erasing/resident'
import { type ErasingStage, openErasingStage } from './testing/erasing/stage'
import { WAYS, type Way } from './testing/erasing/ways'

// Only against hanging: on a busy machine, the first of them waits for most of what the others plant.
const TIMEOUT_MS = 240_000
const WAIT = { timeout: 120_000, interval: 1_000 }

const KINDS = ['alone', 'shared'] as const
const stages: ErasingStage[] = []
const outcomes = new Map<string, Promise<void>>()
const keyOf = (kind: string, { name }: Way) => `${kind}: ${name}`

beforeAll(async () => {
  await Promise.all(KINDS.map(begin))
})
afterAll(async () => {
  await Promise.allSettled(outcomes.values())
  await Promise.all(stages.map((stage) => stage.close()))
})

/** All at once: most of it is waiting for what the server does by and by. */
async function begin(kind: (typeof KINDS)[number]): Promise<void> {
  const stage = await openErasingStage(kind)
  stages.push(stage)
  for (const way of WAYS) {
    const outcome = plantAndErase(kind, stage, way)
    outcome.catch(() => {})
    outcomes.set(keyOf(kind, way), outcome)
  }
}

describe.each(KINDS)('in a Kith that keeps things %s', (kind) => {
  test.each(WAYS)('nothing is left anywhere of $name', (way) => outcomes.get(keyOf(kind, way)), TIMEOUT_MS)
})

async function plantAndErase(kind: (typeof KINDS)[number], stage: ErasingStage, way: Way): Promise<void> {
  const people = { ana: await stage.resident('ana'), bea: await stage.resident('bea') }
  const planted = await plant(stage, { ...people, id: await way.chat(people) })
  await way.besides?.(planted)
  await expectThere(stage, planted)
  // Once unread, and once read on another device: the browser with no page open shows it all the same.
  if (kind === 'shared') await readElsewhere(planted)
  await way.erase(planted, stage)
  await expectGone(stage, way, planted)
}

/** The search can find: all that should have it has it. */
async function expectThere(stage: ErasingStage, planted: Planted): Promise<void> {
  const { ana, bea, needles, addresses } = planted
  const names = needles.map(({ name }) => name)
  expect(addresses.length).toBeGreaterThanOrEqual(10)
  const places = ['messages', 'message_versions', 'attachments', 'link_previews'].map(
    (table) => `public.${table}: the word`,
  )
  const files = addresses.map((address) => expect.stringMatching(endsWith(`blobs/.*: ${address}`)))
  expect(foundIn(JSON.stringify(shownBy(bea)), needles)).toEqual(['the word'])
  await stage.sample()
  expect(await stage.look(needles)).toEqual(expect.arrayContaining([...places, ...files]))
  for (const one of [ana, bea]) {
    expect(await askForEverything(one, planted)).toEqual(addresses.map(() => '200'))
    expect(await lookOnDevices(one, planted)).toEqual(
      expect.arrayContaining(['store', 'screen'].map((place) => `the phone’s ${place}: the word`)),
    )
    expect(await lookOnDevices(one, planted)).toContain('the tablet’s store: the word')
    expect(heard(one, planted, 0).sort()).toEqual(expect.arrayContaining(names))
  }
  expect(stage.logged(needles)).toEqual([])
}

async function expectGone(stage: ErasingStage, way: Way, all: Planted): Promise<void> {
  const planted = { ...all, needles: way.takes?.(all) ?? all.needles }
  const { ana, bea, needles } = planted
  const those = way.from === 'bea' ? [bea] : way.anaIsGone ? [bea] : [ana, bea]
  if (way.from === 'everybody') await vi.waitFor(async () => expect(await stage.look(needles)).toEqual([]), WAIT)
  await vi.waitFor(() => expect(foundIn(JSON.stringify(shownBy(bea)), needles)).toEqual([]), WAIT)
  const marks = those.map((one) => one.tap.mark())
  for (const one of those) {
    const newcomer = await one.newcomer()
    await newcomer.open(planted.id).catch(() => {})
    await askForEverything(one, planted)
    const tablet = await one.tablet()
    await tablet.open(planted.id).catch(() => {})
    await vi.waitFor(async () => expect(await lookOnDevices(one, planted)).toEqual([]), WAIT)
  }
  for (const [at, one] of those.entries()) expect(heard(one, planted, marks[at] ?? 0)).toEqual([])
  expect(stage.logged(needles)).toEqual([])
}

async function readElsewhere({ bea, id }: Planted): Promise<void> {
  const { trpc } = bea.phone
  const { lastSeq } = await trpc.conversations.entry.query({ conversationId: id })
  await trpc.messages.moveMarks.mutate({ moves: [{ conversationId: id, read: lastSeq }] })
}

/** The notifications that are left where no page is open, as public/sw.js goes about what it is told. */
function shownBy({ pushed }: Resident): readonly PushMessage[] {
  const shown = new Map<string, PushMessage>()
  for (const { message } of pushed.received) {
    if (message.kind === 'withdrawn') shown.delete(message.tag)
    if (message.kind === 'message' && (!message.silent || shown.has(message.tag))) shown.set(message.tag, message)
    const waiting = 'waiting' in message && message.waiting
    if (waiting) for (const tag of shown.keys()) if (!waiting.includes(tag)) shown.delete(tag)
  }
  return [...shown.values()]
}

const heard = ({ tap }: Resident, { needles }: Planted, since: number): string[] => [
  ...new Set(tap.heard(since).flatMap((bytes) => foundIn(bytes, needles))),
]

const endsWith = (pattern: string) => new RegExp(`${pattern.replaceAll('?', '\\?')}$`)
