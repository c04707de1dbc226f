/** `npm run bench`: what Kith takes, beside what it could take at least, measured in one run. */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { arrivals, overview } from './felt/arrivals'
import { load } from './felt/load'
import { longChat } from './felt/long-chat'
import { switching } from './felt/switching'
import { talk } from './felt/talk'
import { direct } from './figures/direct'
import type { Effort, Figure, Numbers } from './figures/figure'
import { gateways } from './figures/gateways'
import { groups } from './figures/groups'
import { idle } from './figures/idle'
import { paced } from './figures/paced'
import { reads } from './figures/reads'
import { reconnect } from './figures/reconnect'
import { describeMachine } from './measure/machine'
import { summarize, table } from './report'
import { openStage } from './stage'

const FIGURES: Readonly<Record<string, Figure>> = {
  direct,
  paced,
  groups,
  idle,
  reconnect,
  reads,
  gateways,
  'felt:load': load,
  'felt:talk': talk,
  'felt:switching': switching,
  'felt:long-chat': longChat,
  'felt:arrivals': arrivals,
  'felt:overview': overview,
}
const WHOLE: Effort & { runs: number } = {
  seconds: 15,
  connections: 10_000,
  messages: 1_000_000,
  chats: 1_000,
  runs: 3,
}
/** Two minutes for the server’s figures; what is felt in a browser takes longer, and is measured when it is named. */
const QUICK: Effort & { runs: number } = { seconds: 1, connections: 500, messages: 50_000, chats: 100, runs: 1 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    connections: { type: 'string' },
    out: { type: 'string' },
    profiles: { type: 'string' },
  },
})
const whole = values.quick ? QUICK : WHOLE
const effort = { ...whole, connections: Number(values.connections ?? whole.connections) }
const runs = Number(values.runs ?? effort.runs)
/** `felt` stands for all that begin with it. */
const named = (name: string): string[] => {
  const all = Object.keys(FIGURES).filter((one) => one === name || one.startsWith(`${name}:`))
  return all.length > 0 ? all : [name]
}
const all = Object.keys(FIGURES).filter((name) => !values.quick || !name.startsWith('felt:'))
const names = positionals.length > 0 ? positionals.flatMap(named) : all

const stage = await openStage(values.profiles ?? null)
try {
  const machine = await describeMachine(stage.pool, stage.folder)
  process.stdout.write(
    `${JSON.stringify(machine, null, 2)}\n${runs} ${runs === 1 ? 'run' : 'runs'} of ${effort.seconds} s each\n`,
  )
  const measured: Numbers[] = []
  for (let run = 1; run <= runs; run++) {
    for (const name of names) {
      const figure = FIGURES[name]
      if (!figure) throw new Error(`There is no figure “${name}”: choose from ${Object.keys(FIGURES).join(', ')}.`)
      process.stdout.write(`Run ${run}: ${name} …\n`)
      measured.push(await figure(stage, effort))
    }
  }
  const figures = summarize(measured)
  process.stdout.write(`\n${table(figures)}\n`)
  const report = { machine, runs, effort, figures }
  if (values.out) fs.writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
} finally {
  await stage.close()
}
