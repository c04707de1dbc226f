import pino from 'pino'
import type { LogLevel } from './env'

/** What happened and how long it took; never what people said, and no secret. */
export type Log = pino.Logger

/** Lines of JSON; on a terminal, lines for people. */
export function createLog(level: LogLevel): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  }
  // Written at once, because what a dying process says last matters most.
  const out = pino.destination({ fd: 1, sync: true })
  return pino(options, process.stdout.isTTY ? { write: (line) => out.write(readable(line)) } : out)
}

// A database's error quotes values in `detail`, and Prisma's the whole query: only these fields are told.
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as NodeJS.ErrnoException
  return { type: error.name, ...(code ? { code } : {}), message: firstLine(error.message), stack: frames(error.stack) }
}

const firstLine = (text: string) => text.trim().split('\n').at(0) ?? ''

const frames = (stack = '') =>
  stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n')

const LEVEL_NAMES: Record<number, string> = { 20: 'debug', 30: '', 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' }

function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    level: number
    time: string
    err?: { message: string; stack: string }
  }
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const problem = err ? [`${err.message}\n${err.stack}`] : []
  return `${[time.slice(11, 19), `${LEVEL_NAMES[level] ?? ''}${msg}`, ...fields, ...problem].join('  ')}\n`
}
