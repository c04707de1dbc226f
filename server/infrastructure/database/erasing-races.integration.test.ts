import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hold, untilBlocked } from '@/server/testing/blocked'
import { newMessage } from '@/server/testing/conversation-stage'
import { timesUp } from '@/server/testing/expire'
import { findDamage } from '@/server/testing/find-damage'
import { openUploadStage, sha256, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'

const WORD = 'Zwetschgenkuchen'

let web: Web
let stage: UploadStage
beforeAll(async () => {
  web = await openWeb()
  stage = await openUploadStage(web.container)
})
afterAll(async () => {
  expect(await findDamage(web.container.pool)).toEqual([])
  await stage.close()
  await web.close()
  await fs.rm(stage.folder, { recursive: true })
})

let ana: Person
let bea: Person
let id: string
let bytes: Buffer
let uploadId: string
let seq: number
beforeEach(async () => {
  ana = await web.person(`ana-${randomUUID().slice(0, 8)}`)
  bea = await web.person(`bea-${randomUUID().slice(0, 8)}`)
  id = (await ana.call.conversations.openDirect({ userId: bea.actor.userId })).conversationId
  await ana.call.conversations.change({ conversationId: id, disappearAfterMs: 3_600_000 })
  bytes = randomBytes(900)
  uploadId = (await bring(ana)).uploadId
  seq = await sendFile(ana, uploadId)
  await timesUp(web.container.pool, id)
})

const bring = (person: Person) => uploader(web.container, person, stage).bring(bytes, 'file')
const sendFile = async (person: Person, which: string) => {
  const attachments = [{ uploadId: which, kind: 'file' as const, name: `${WORD}.pdf` }]
  const message = { ...newMessage(person.actor.userId, id, `A ${WORD}`), attachments }
  return (await web.container.useCases.sendMessage(person.actor, message)).places[0]?.seq ?? 0
}
const eraseDue = () => web.container.useCases.eraseDue()
const read = (person: Person, at: number) =>
  web.container.useCases.readFile(person.actor, { conversationId: id, seq: at }, { position: 0, preview: false })
const wholeOf = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream).arrayBuffer())
const codeOf = (error: { code: string }) => error.code

/** What two do, in the order in which they come to what they wait for. */
async function inOrder(first: () => Promise<unknown>, second: () => Promise<unknown>, release: () => Promise<void>) {
  const { pool } = web.container
  const done = [first()]
  await untilBlocked(pool, 1)
  done.push(second())
  await untilBlocked(pool, 2)
  await release()
  return Promise.all(done)
}

describe.each(['before', 'after'] as const)('what waits for the same bytes, %s the erasing', (when) => {
  type Step = () => Promise<unknown>
  const both = (other: Step): readonly [Step, Step] => (when === 'before' ? [other, eraseDue] : [eraseDue, other])

  test('an upload that is being finished is whole, and can be sent', async () => {
    const { pool } = web.container
    const lock = await hold(pool, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sha256(bytes)])
    let theirs = ''
    const [first, second] = both(async () => {
      theirs = (await bring(bea)).uploadId
    })
    await inOrder(first, second, lock.release)
    await expect(read(bea, seq)).rejects.toMatchObject({ code: 'not_found' })
    const again = await sendFile(bea, theirs)
    const file = await read(ana, again)
    expect((await wholeOf(await file.open())).equals(bytes)).toBe(true)
  })

  test('a send that names what was sent has it whole, or is told that it isn’t here', async () => {
    const { pool, ports } = web.container
    const lock = await hold(pool, 'SELECT FROM uploads WHERE id = $1 FOR UPDATE', [uploadId])
    let sent: number | string = 0
    const [first, second] = both(async () => {
      sent = await sendFile(ana, uploadId).catch(codeOf)
    })
    await inOrder(first, second, lock.release)
    await ports.files.sweep()
    if (typeof sent === 'string') {
      expect([sent, await ports.blobs.size(sha256(bytes))]).toEqual(['upload_missing', null])
    } else {
      expect((await wholeOf(await (await read(bea, sent)).open())).equals(bytes)).toBe(true)
    }
    await expect(read(bea, seq)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what is read while it is erased', () => {
  test('answers to one instant: all of it with the seqs from before, or nothing of it', async () => {
    const { pool } = web.container
    const lock = await hold(pool, 'LOCK TABLE placements IN ACCESS EXCLUSIVE MODE', [])
    const erasing = eraseDue()
    await untilBlocked(pool, 1)
    const { messages } = bea.call
    const reading = Promise.all([
      messages.history({ conversationId: id }),
      messages.since({ conversationId: id, after: 0 }),
      messages.search({ query: WORD }),
      messages.gallery({ conversationId: id, kind: 'file' }),
      read(bea, seq).catch(codeOf),
    ])
    await untilBlocked(pool, 6)
    await lock.release()
    const [page, missed, found, gallery, file] = await reading
    await erasing
    const shows = (events: readonly object[]) => JSON.stringify(events).includes(WORD)
    const { entries, last } = await messages.since({ conversationId: id, after: 0 })
    const erasedAt = entries.findLast(({ kind }) => kind === 'messages:erased')?.seq ?? last
    expect(shows(page.events)).toBe(page.readAt < erasedAt)
    expect(shows(missed.entries)).toBe(missed.last < erasedAt)
    expect(missed.entries.some(({ kind }) => kind === 'messages:erased')).toBe(missed.last >= erasedAt)
    for (const one of [...found.hits, ...gallery.events]) expect(one.seq).toBe(seq)
    if (typeof file === 'string') expect(file).toBe('not_found')
    expect(shows((await messages.history({ conversationId: id })).events)).toBe(false)
    expect(await messages.search({ query: WORD })).toMatchObject({ hits: [] })
    await expect(read(bea, seq)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a file that was found and isn’t opened yet is not there, and one that flows comes whole', async () => {
    const found = await read(bea, seq)
    const flowing = await (await read(bea, seq)).open()
    await eraseDue()
    await expect(found.open()).rejects.toMatchObject({ code: 'not_found' })
    expect((await wholeOf(flowing)).equals(bytes)).toBe(true)
    await expect(read(bea, seq)).rejects.toMatchObject({ code: 'not_found' })
  })
})
