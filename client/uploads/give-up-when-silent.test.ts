import { expect, it } from 'vitest'
import { Chance } from '../testing/chance'
import { Timers } from '../testing/timers'
import { giveUpWhenSilent } from './give-up-when-silent'
import type { Transfer, TransferJob } from './transfer'

const nothing = () => {}

/** A transfer that ends when it is told to, or is given up. */
function stage() {
  const timers = new Timers()
  const running: { job: TransferJob; arrive(): void }[] = []
  const transfer: Transfer = {
    digest: async () => '',
    bring: (job) =>
      new Promise((resolve, reject) => {
        job.signal.addEventListener('abort', () => reject(job.signal.reason))
        running.push({ job, arrive: () => resolve('upload') })
      }),
    discard: async () => {},
  }
  const patient = giveUpWhenSilent(transfer, timers.environment(new Chance(1)))
  const outer = new AbortController()
  const bringing = patient.bring({
    ...{ file: new Blob(['bytes']), purpose: 'file', name: 'a.txt', sha256: '', uploadId: null },
    ...{ signal: outer.signal, begun: nothing, progress: nothing },
  })
  const outcome = bringing.catch((error) => error)
  const [run] = running
  if (!run) throw new Error('Nothing was begun.')
  return { timers, outer, outcome, ...run }
}

it('gives a transfer up on which nothing moves, as if the server couldn’t be reached', async () => {
  const { timers, outcome, job } = stage()
  timers.advance(29_999)
  expect(job.signal.aborted).toBe(false)
  timers.advance(1)
  expect(await outcome).toMatchObject({ code: 'busy' })
})

it('waits as long as something moves, however slowly', async () => {
  const { timers, outcome, job, arrive } = stage()
  job.begun('upload')
  for (let sent = 1; sent < 20; sent++) {
    timers.advance(29_000)
    job.progress(sent, false)
  }
  arrive()
  expect(await outcome).toBe('upload')
  timers.advance(60_000)
  expect(job.signal.aborted).toBe(false)
})

it('ends for its own reason where it is taken back', async () => {
  const { outer, outcome } = stage()
  const reason = new Error('taken back')
  outer.abort(reason)
  expect(await outcome).toBe(reason)
})
