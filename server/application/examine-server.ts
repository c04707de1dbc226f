import { createHash, randomBytes } from 'node:crypto'
import type { Finding } from '@/contracts/health'
import type { DatabaseState, Probes } from './doctor-ports'
import { examineRelay } from './examine-relay'
import type { BlobStore } from './file-ports'
import type { Relay } from './relay-ports'

export interface Examined {
  readonly probes: Probes
  /** Null: it can’t be reached. */
  readonly relay: Relay | null
  readonly blobs: BlobStore
  /** Null: this machine’s disk. */
  readonly bucket: string | null
  readonly shared: boolean
  /** Where push services reach the operator; null: nobody said. */
  readonly pushContact: string | null
  /** People’s address is https. */
  readonly encrypted: boolean
}

const CLOCK_APART_MS = 2_000
const DISK_RESERVE_BYTES = 256_000_000
const DISK_LITTLE_BYTES = 2_000_000_000
const WITHIN_MS = 8_000
const MS = 1_000

/** Tries every part that Kith leans on, all at once. What fails is a finding, never an error. */
export function examineServer(examined: Examined) {
  return async (): Promise<readonly Finding[]> => {
    const database = inTime(examined.probes.database())
    const files = examineBlobs(examined)
    const disk = examineDisk(examined.probes)
    const state = await database.catch((error: Error) => error)
    const known = state instanceof Error ? null : state
    const relay = examineRelay(examined, known?.gateways ?? null)
    return [
      ...examineDatabase(state),
      ...(known ? [examineClock(known)] : []),
      await relay,
      await files,
      await disk,
      examinePush(examined),
      { what: 'Mail', state: 'told', says: 'Kith sends none, so there is nothing to set up.', mend: null },
    ]
  }
}

export const good = (what: string, says: string): Finding => ({ what, state: 'good', says, mend: null })
export const bad = (what: string, says: string, mend: string): Finding => ({ what, state: 'bad', says, mend })
export const told = (what: string, says: string, mend: string | null = null): Finding => ({
  what,
  state: 'told',
  says,
  mend,
})

function examineDatabase(state: DatabaseState | Error): Finding[] {
  if (state instanceof Error)
    return [
      bad(
        'Database',
        `It can’t be reached: ${state.message}`,
        'Start Postgres, and check DATABASE_URL. With the embedded one, start Kith. It goes on by itself when it is back.',
      ),
    ]
  return [
    good('Database', `It answers in ${Math.round(state.tookMs)} ms.`),
    state.schemaProblem
      ? bad('Schema', 'It isn’t the one of this version.', state.schemaProblem)
      : good('Schema', 'It is this version’s.'),
  ]
}

function examineClock({ aheadMs }: DatabaseState): Finding {
  const apart = `${(Math.abs(aheadMs) / MS).toFixed(1)} s`
  if (Math.abs(aheadMs) < CLOCK_APART_MS) return good('Clock', `The database’s and this process’s are ${apart} apart.`)
  return bad(
    'Clock',
    `The database’s is ${apart} ${aheadMs > 0 ? 'ahead of' : 'behind'} this process’s.`,
    'Let both machines keep time (timedatectl set-ntp true, or chrony). Order doesn’t suffer, but “last seen” and what disappears do.',
  )
}

async function examineBlobs({ blobs, bucket }: Examined): Promise<Finding> {
  const what = 'Files'
  const bytes = randomBytes(32)
  const id = createHash('sha256').update(bytes).digest('hex')
  try {
    await inTime(blobs.put(id, { bytes }))
    const read = Buffer.from(await inTime(new Response(await blobs.read(id)).arrayBuffer()))
    await inTime(blobs.delete(id))
    if (!read.equals(bytes))
      return bad(what, 'What was written was read otherwise.', 'The store is broken: restore it from a backup.')
    return good(what, bucket ? `The bucket ${bucket} takes and gives.` : 'The data folder takes and gives.')
  } catch (error) {
    const { cause = error } = error as { cause?: unknown }
    const says = `The store can’t be used: ${(cause as Error).message}`
    return bad(
      what,
      says,
      bucket
        ? `Check that the store runs, KITH_S3_ENDPOINT, KITH_S3_KEY and KITH_S3_SECRET, and that they may write to ${bucket}.`
        : 'Let Kith’s user write to blobs/ in the data folder, and see that its disk is mounted for writing.',
    )
  }
}

async function examineDisk(probes: Probes): Promise<Finding> {
  const what = 'Disk'
  const free = await inTime(probes.freeBytes()).catch((error: Error) => error)
  if (free instanceof Error) return bad(what, `It can’t be looked at: ${free.message}`, 'Check KITH_DATA.')
  const says = `${(free / 1e9).toFixed(1)} GB are left.`
  const mend = 'Make room on the disk of KITH_DATA: files are refused below 0.3 GB.'
  return free < DISK_RESERVE_BYTES + DISK_LITTLE_BYTES ? bad(what, says, mend) : good(what, says)
}

function examinePush({ encrypted, pushContact }: Examined): Finding {
  const what = 'Notifications'
  if (!encrypted)
    return told(what, 'Browsers take none over plain http.', 'Serve Kith over https, and set KITH_URL to that.')
  const says =
    'The keys are there. Whether push services can be reached from here, a test in Settings → Notifications tells.'
  if (pushContact === null)
    return told(what, says, 'Set KITH_PUSH_CONTACT: some services want to know whom to tell about trouble.')
  return told(what, says)
}

export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${WITHIN_MS / MS} s`)), WITHIN_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
