/** A process of the generator: does what its parent says, a command at a time, and answers each. */
import { setTimeout as wait } from 'node:timers/promises'
import { signedTickets } from '@/server/infrastructure/auth/tickets'
import { IdlePerson } from './idle-person'
import type { Command, Job } from './job'
import { Ledger } from './ledger'
import { LoadPerson } from './person'

const CONNECTING_AT_ONCE = 50
const SETTLE_MS = 30_000
const TICK_MS = 2

const ledger = new Ledger()
let people: (LoadPerson | IdlePerson)[] = []
let perSecond = 0
let ticking: NodeJS.Timeout | null = null

async function connect(job: Job): Promise<void> {
  const tickets = job.secret === null ? null : signedTickets(job.secret)
  const Kind = job.idle ? IdlePerson : LoadPerson
  people = job.clients.map((client) => new Kind(client, job, ledger, tickets))
  perSecond = job.perSecond
  const waiting = [...people]
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
      for (const person of people) person.close()
      return
  }
}

process.on('message', (command: Command) => {
  obey(command).then(
    (answer) => process.send?.({ ok: true, answer }, () => command.do === 'end' && process.disconnect()),
    (error: unknown) => process.send?.({ ok: false, message: String(error) }),
  )
})
