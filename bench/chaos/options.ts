import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Manner } from './person'
import type { Pace } from './site'

/** Under this length faults are short and follow each other fast. */
const LONG_SECONDS = 300
const USUAL_PAUSE_MS = [20_000, 40_000] as const
const BRIEF_PAUSE_MS = [200, 1_200] as const
const ATTACHING = { busy: 0.02, idle: 0.2 }
const BUSY_RATE = 40

export interface Options {
  readonly shape: 'one' | 'cluster'
  readonly seconds: number
  /** Until so many are acknowledged, if that is later. */
  readonly messages: number
  readonly clients: number
  readonly seed: number
  readonly pace: Pace
  readonly manner: Manner
  /** The times are promises, too: for a machine that has nothing else to do. */
  readonly judgeTimes: boolean
  readonly long: boolean
  /** Faults whose names have one of these in them. */
  readonly only: readonly string[]
  /** A folder, or null. */
  readonly logs: string | null
  /** What was chosen, as it can be typed again. */
  readonly command: string
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      shape: { type: 'string', default: 'cluster' },
      seconds: { type: 'string', default: '600' },
      messages: { type: 'string', default: '0' },
      clients: { type: 'string', default: '200' },
      /** Messages a second, of all clients together. */
      rate: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      /** Seconds from one fault to the next, like 20..40. */
      pause: { type: 'string' },
      /** Faults whose names have one of these in them, with commas between, and no others. */
      only: { type: 'string', default: '' },
      /** A folder for what the processes of a cluster write. */
      logs: { type: 'string' },
      times: { type: 'boolean', default: false },
    },
  })
  const { shape } = values
  if (shape !== 'one' && shape !== 'cluster') throw new Error('--shape is one or cluster.')
  const seconds = number('seconds', values.seconds)
  const messages = number('messages', values.messages)
  const clients = number('clients', values.clients)
  const rate = number('rate', values.rate)
  const seed = number('seed', values.seed)
  const long = seconds >= LONG_SECONDS || messages > 0
  const pauseMs = values.pause ? range(values.pause) : long ? USUAL_PAUSE_MS : BRIEF_PAUSE_MS
  return {
    shape,
    seconds,
    messages,
    clients,
    seed,
    long,
    pace: { pauseMs, hold: (usuallyMs, briefMs) => wait(long ? usuallyMs : briefMs) },
    manner: {
      pauseMs: (clients / rate) * 1_000,
      attaching: rate > BUSY_RATE ? ATTACHING.busy : ATTACHING.idle,
    },
    judgeTimes: values.times,
    only: values.only.split(','),
    logs: values.logs ?? null,
    command: [
      `--shape ${shape} --seconds ${seconds} --clients ${clients} --rate ${rate} --seed ${seed}`,
      ...(messages > 0 ? [`--messages ${messages}`] : []),
      ...(values.only ? [`--only '${values.only}'`] : []),
      ...(values.pause ? [`--pause ${values.pause}`] : []),
    ].join(' '),
  }
}

function number(name: string, text: string): number {
  const value = Number(text)
  if (text !== '' && value >= 0) return value
  throw new Error(`--${name} is a number, not ${text}.`)
}

function range(text: string): readonly [number, number] {
  const [from, to] = text.split('..').map(Number)
  if (from === undefined || to === undefined || !(from <= to)) throw new Error('--pause is like 20..40.')
  return [from * 1_000, to * 1_000]
}
