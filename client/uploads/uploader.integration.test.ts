import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { openUploadStage, type UploadStage, uploader } from '@/server/testing/upload-stage'
import { openWeb, PASSWORD, type Person, type Web } from '@/server/testing/web'
import { systemEnvironment } from '../environment'
import type { PendingMessage } from '../kith'
import { soleLease } from '../lease'
import { Outbox } from '../outbox'
import type { OutboxDependencies } from '../outbox-dependencies'
import { memoryStorage } from '../storage/memory'
import { noTabs } from '../tabs'
import { tusTransfer } from './tus-transfer'

const CHUNK = 256 * 1024
const SIZE = 1_500_000
/** What requests take besides the file's bytes. */
const HEADERS = 20_000
const WAIT = { timeout: 60_000, interval: 5 }

/** A procedure called here tells why in its cause. */
const told = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: Error) => {
    throw error.cause ?? error
  })

describe('what brings files', () => {
  let web: Web
  let ana: Person
  let place: { conversationId: string }
  let stage: UploadStage
  let proxy: FaultProxy
  const running: Outbox[] = []

  beforeAll(async () => {
    web = await openWeb({ KITH_FILE_MAX_MB: '3', KITH_QUOTA_GB: '1' })
    ana = await web.person('ana')
    const bea = await web.person('bea')
    place = await ana.call.conversations.openDirect({ userId: bea.actor.userId })
    stage = await openUploadStage(web.container)
    proxy = await startFaultProxy(port())
  })
  afterEach(() => {
    proxy.heal()
    for (const outbox of running.splice(0)) outbox.stop()
  })
  afterAll(async () => {
    await proxy.close()
    await stage.close()
    await web.close()
    await fs.rm(stage.folder, { recursive: true })
  })

  const port = (): number => Number(new URL(stage.url).port)

  /** A browser's outbox, which tries again at once; over the storage of one that was closed, if that is given. */
  async function outboxOf(person: Person, given: Partial<OutboxDependencies> & { tickets?: string[] } = {}) {
    const { tickets = [], storage = memoryStorage(), ...over } = given
    const { ports } = web.container
    const asked: string[] = []
    const api = {
      ticket: async () => {
        asked.push('ticket')
        return { ticket: tickets.shift() ?? ports.tickets.issue(person.actor), gatewayUrl: null }
      },
    }
    const outbox: Outbox = new Outbox({
      me: person.actor.userId,
      storage,
      clock: Date,
      environment: systemEnvironment({
        after: (_, run) => {
          const timer = setTimeout(run, 20)
          return () => clearTimeout(timer)
        },
      }),
      lease: soleLease(),
      tabs: noTabs,
      uploads: {
        transfer: tusTransfer({ api, url: `http://127.0.0.1:${proxy.port}`, chunkBytes: CHUNK }),
        find: (file) => told(person.call.uploads.find(file)),
        finished: (uploadId) => told(person.call.uploads.finished({ uploadId })),
      },
      reachable: () => true,
      directWith: () => undefined,
      send: (input) => told(person.call.messages.send(input)),
      edit: (input) => told(person.call.messages.edit(input)),
      delete: (input) => told(person.call.messages.delete(input)),
      forget: (writes) => void storage.write(writes),
      acknowledged: ({ places }) => {
        for (const { conversationId, seq } of places) outbox.covered(conversationId, seq)
      },
      changed: () => {},
      ...over,
    })
    await outbox.start()
    running.push(outbox)
    const say = (bytes: Uint8Array<ArrayBuffer>): string =>
      outbox.add({
        kind: 'text',
        text: '',
        places: [place],
        attachments: [{ kind: 'file', file: new Blob([bytes]), name: 'film.bin' }],
      })
    const waiting = (): PendingMessage | undefined => outbox.pending.getState()[0]
    const sent = () => expect.poll(waiting, WAIT).toBeUndefined()
    const refused = async () => {
      await expect.poll(() => waiting()?.status, WAIT).toBe('failed')
      return waiting()?.error
    }
    return { outbox, storage, asked, say, waiting, sent, refused }
  }

  const bytesOf = (size = SIZE) => new Uint8Array(randomBytes(size))
  const uploadsOf = async ({ actor }: Person): Promise<string[]> => {
    const { rows } = await web.container.pool.query('SELECT id FROM uploads WHERE user_id = $1', [actor.userId])
    return rows.map(({ id }) => id)
  }
  /** How much of its one unfinished upload is there, once nothing arrives any more. */
  const arrived = async (person: Person): Promise<number> => {
    await expect.poll(() => stage.connections(), WAIT).toBe(0)
    const [id = ''] = await stage.partial.list()
    return Number((await uploader(web.container, person, stage).head(id)).headers.get('upload-offset'))
  }
  /** The last message's file, as the other gets it. */
  const lastFile = async (): Promise<Buffer> => {
    const { rows } = await web.container.pool.query('SELECT blob_id FROM attachments ORDER BY message_id DESC LIMIT 1')
    const stream = await web.container.ports.blobs.read(rows[0].blob_id)
    return Buffer.from(await new Response(stream as BodyInit).arrayBuffer())
  }

  it('goes on at the byte where a connection broke', async () => {
    const bytes = bytesOf()
    const { say, sent } = await outboxOf(ana)
    const broken = proxy.refuseAfter(1_000_000)
    say(bytes)
    await broken
    const there = await arrived(ana)
    expect(there).toBeGreaterThanOrEqual(2 * CHUNK)
    expect(there).toBeLessThan(SIZE)
    const before = proxy.sent
    proxy.heal()
    await sent()
    expect(proxy.sent - before).toBeGreaterThanOrEqual(SIZE - there)
    expect(proxy.sent - before).toBeLessThan(SIZE - there + HEADERS)
    expect((await lastFile()).equals(bytes)).toBe(true)
    expect(await stage.partial.list()).toEqual([])
  })

  it('goes on with a server that was started anew, and as another run than the one that began', async () => {
    const bytes = bytesOf()
    const first = await outboxOf(ana)
    const broken = proxy.refuseAfter(1_000_000)
    first.say(bytes)
    await broken
    first.outbox.stop()
    const there = await arrived(ana)
    const { folder } = stage
    const restarted = port()
    await stage.close()
    stage = await openUploadStage(web.container, { folder, port: restarted })
    const before = proxy.sent
    proxy.heal()
    const { sent } = await outboxOf(ana, { storage: first.storage })
    await sent()
    expect(proxy.sent - before).toBeGreaterThanOrEqual(SIZE - there)
    expect(proxy.sent - before).toBeLessThan(SIZE - there + HEADERS)
    expect((await lastFile()).equals(bytes)).toBe(true)
  })

  it('keeps still what is paused, lets others pass it, and goes on with the rest when it is resumed', async () => {
    const bytes = bytesOf()
    const { outbox, say, sent, waiting } = await outboxOf(ana)
    const broken = proxy.refuseAfter(1_000_000)
    const clientId = say(bytes)
    await broken
    outbox.pauseUpload(clientId, '0')
    const there = await arrived(ana)
    const before = proxy.sent
    proxy.heal()
    say(bytesOf(5_000))
    await expect.poll(() => outbox.pending.getState().length, WAIT).toBe(1)
    expect(waiting()).toMatchObject({ clientId, attachments: [{ state: 'paused' }] })
    expect(proxy.sent - before).toBeLessThan(5_000 + HEADERS)
    outbox.resumeUpload(clientId, '0')
    await sent()
    expect(proxy.sent - before).toBeLessThan(5_000 + SIZE - there + 2 * HEADERS)
    expect((await lastFile()).equals(bytes)).toBe(true)
  })

  it('tells why a file is too large before any of its bytes go', async () => {
    const before = proxy.sent
    const { say, refused } = await outboxOf(ana)
    say(bytesOf(3_000_001))
    expect(await refused()).toEqual({ code: 'too_long', message: 'The file is too large: at most 3 MB.' })
    expect(proxy.sent - before).toBeLessThan(HEADERS)
    expect(await stage.partial.list()).toEqual([])
  })

  it('tells when one’s space is used up before any byte goes, and sends it once there is room', async () => {
    const cleo = await web.person('cleo')
    const { uploads } = web.container.ports
    const most = { id: 'c'.repeat(32), purpose: 'file', size: 1_000_000_000 - 10, sourceHash: null } as const
    await uploads.begin({ ...most, userId: cleo.actor.userId }, 1_000_000_000)
    const before = proxy.sent
    const other = await cleo.call.conversations.openDirect({ userId: ana.actor.userId })
    const { outbox, refused, sent } = await outboxOf(cleo)
    const attachments = [{ kind: 'file' as const, file: new Blob([bytesOf(10_000)]), name: 'film.bin' }]
    const clientId = outbox.add({ kind: 'text', text: '', places: [other], attachments })
    expect((await refused())?.code).toBe('full')
    expect(proxy.sent - before).toBeLessThan(10_000)
    await uploads.remove(cleo.actor.userId, most.id)
    outbox.retry(clientId)
    await sent()
  })

  it('sends the bytes of the same file once', async () => {
    const bytes = bytesOf()
    const { say, sent } = await outboxOf(ana)
    say(bytes)
    await sent()
    const before = proxy.sent
    say(bytes)
    await sent()
    expect(proxy.sent).toBe(before)
    expect((await lastFile()).equals(bytes)).toBe(true)
  })

  it('leaves nothing of what is taken back, here or there', async () => {
    const dora = await web.person('dora')
    const { outbox, say, storage } = await outboxOf(dora, { send: () => new Promise(() => {}) })
    const broken = proxy.refuseAfter(1_000_000)
    const clientId = say(bytesOf())
    await broken
    expect([(await uploadsOf(dora)).length, (await stage.partial.list()).length]).toEqual([1, 1])
    proxy.heal()
    outbox.cancel(clientId)
    await expect.poll(() => uploadsOf(dora), WAIT).toEqual([])
    await expect.poll(() => stage.partial.list(), WAIT).toEqual([])
    expect([await storage.all('outbox'), await storage.all('files')]).toEqual([[], []])
  })

  it('leaves what another message waits with', async () => {
    const emil = await web.person('emil')
    const bytes = bytesOf(10_000)
    const { outbox, say } = await outboxOf(emil, { send: () => new Promise(() => {}) })
    const ready = (count: number) =>
      expect
        .poll(
          () => outbox.pending.getState().filter(({ attachments }) => attachments[0]?.state === 'ready').length,
          WAIT,
        )
        .toBe(count)
    say(bytes)
    await ready(1)
    const second = say(bytes)
    await ready(2)
    expect(outbox.cancel(second)).toBe(true)
    const alone = say(bytesOf(20_000))
    await ready(2)
    expect(await uploadsOf(emil)).toHaveLength(2)
    outbox.cancel(alone)
    await expect.poll(async () => (await uploadsOf(emil)).length, WAIT).toBe(1)
  })

  it('goes on with a fresh ticket when its own has expired', async () => {
    const bytes = bytesOf()
    const { say, sent, asked } = await outboxOf(ana, { tickets: ['1.1.1.expired'] })
    say(bytes)
    await sent()
    expect(asked).toHaveLength(2)
    expect((await lastFile()).equals(bytes)).toBe(true)
  })

  it('waits when its session is over, and goes on after signing in again', async () => {
    const finn = { ...(await web.person('finn')) } as { -readonly [Key in keyof Person]: Person[Key] }
    const other = await finn.call.conversations.openDirect({ userId: ana.actor.userId })
    const { outbox, sent, waiting, asked } = await outboxOf(finn)
    await web.container.pool.query('DELETE FROM sessions WHERE user_id = $1', [finn.actor.userId])
    const attachments = [{ kind: 'file' as const, file: new Blob([bytesOf()]), name: 'film.bin' }]
    outbox.add({ kind: 'text', text: '', places: [other], attachments })
    await expect.poll(() => asked.length, WAIT).toBeGreaterThan(4)
    expect(waiting()).toMatchObject({ status: 'waiting', attachments: [{ sent: 0 }] })
    expect(await uploadsOf(finn)).toEqual([])
    const again = { userName: 'finn', password: PASSWORD, device: 'A test', address: '127.0.0.1' }
    finn.actor = await web.container.useCases.signIn(again)
    await sent()
    expect(await uploadsOf(finn)).toHaveLength(1)
  })
})
