/** A process of the generator: does what its parent says, a command at a time, and answers each. */
import { setTimeout as wait } from 'node:timers/promises'
import { signedTickets } from '@/server/infrastructure/auth/tickets'
import { watchConnections } from './cut'
import { IdlePerson } from './idle-person'
import type { Command, Job, LoadClient, Returned } from './job'
import { Ledger } from './ledger'
import { LoadPerson } from './person'
import { cookieOf } from './procedures'
import { ReturningPerson } from './returning-person'

const CONNECTING_AT_ONCE = 50
const SETTLE_MS = 30_000
const TICK_MS = 2
/** Whoever isn't back by then doesn't come any more. */
const RETURN_MS = 120_000

const ledger = new Ledger()
const connections = watchConnections()
let people: (LoadPerson | IdlePerson)[] = []
let returning: readonly ReturningPerson[] = []
let perSecond = 0
let ticking: NodeJS.Timeout | null = null

async function connect(job: Job): Promise<void> {
  if (job.people === 'returning') {
    returning = await Promise.all(job.clients.map((client) => returningPerson(client, job)))
    return connectAll(returning)
  }
  const tickets = job.secret === null ? null : signedTickets(job.secret)
  const Kind = job.people === 'idle' ? IdlePerson : LoadPerson
  people = job.clients.map((client) => new Kind(client, job, ledger, tickets))
  perSecond = job.perSecond
  await connectAll(people)
}

const returningPerson = async (client: LoadClient, job: Job): Promise<ReturningPerson> =>
  new ReturningPerson(client, job, ledger, job.secret === null ? null : await cookieOf(client, job.secret))

async function connectAll(all: readonly { connect(): Promise<void> }[]): Promise<void> {
  const waiting = [...all]
  const some = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.connect()
  }
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, some))
}

/** Each in turn, evenly: what the timer is late by is said at once. */
function tick(): void {
  const start = performance.now()
  let said = 0
  ticking = setInterval(() => {
    const due = ((performance.now() - start) / 1_000) * perSecond
    for (; said < due; said++) people[said % people.length]?.say()
  }, TICK_MS)
}

/** All connections break at once; resolves when everybody has everything again. */
async function cutAndReturn(): Promise<Returned> {
  const cpu = process.cpuUsage()
  const back = returning.map((person) => person.back())
  connections.cut()
  const levelMs: number[] = []
  for (const person of back) void person.then((ms) => levelMs.push(ms))
  await Promise.race([Promise.all(back), wait(RETURN_MS)])
  const missing = returning.length - levelMs.length
  if (missing > 0) ledger.complain(`${missing} were not back after ${RETURN_MS / 1_000} s`)
  levelMs.sort((one, other) => one - other)
  const { user, system } = process.cpuUsage(cpu)
  const { wrong } = ledger.tally()
  const caught = returning.flatMap((person) => person.caught)
  return { levelMs, caught, triedAgain: ledger.triedAgain, cpuSeconds: (user + system) / 1e6, wrong }
}

async function settle(): Promise<void> {
  for (const until = Date.now() + SETTLE_MS; Date.now() < until; await wait(20)) {
    if (ledger.underway === 0 && people.every((person) => person.settled)) return
  }
  ledger.complain(`${ledger.underway} messages did not reach everybody`)
}

async function obey(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'connect':
      return connect(command.job)
    case 'return':
      return cutAndReturn()
    case 'talk':
      for (const person of people) person.talk()
      if (perSecond > 0) tick()
      return
    case 'measure':
      return ledger.measure()
    case 'pause':
      return ledger.pause()
    case 'settle':
      if (ticking) clearInterval(ticking)
      for (const person of people) person.hush()
      await settle()
      return ledger.tally()
    case 'end':
      for (const person of [...people, ...returning]) person.close()
      return
  }
}

process.once('disconnect', () => process.exit(0))
process.on('message', (command: Command) => {
  obey(command).then(
    (answer) => process.send?.({ ok: true, answer }, () => command.do === 'end' && process.disconnect()),
    (error: unknown) => process.send?.({ ok: false, message: String(error) }),
  )
})
