import type { Story } from './stories'

/** What happens in a conversation, in order, with its time. People are userNames. */
export type Happening =
  | { readonly kind: 'posted'; readonly by: string; readonly text: string; readonly at: Date }
  | { readonly kind: 'joined'; readonly by: string; readonly who: string; readonly at: Date }
  | { readonly kind: 'renamed'; readonly by: string; readonly name: string; readonly at: Date }

const MINUTE_MS = 60_000
const UNIT_MS = { m: MINUTE_MS, h: 60 * MINUTE_MS }

/** Reads a story's script. Lines that begin no happening go on with the message above them. */
export function readScript(story: Story, now: Date): readonly Happening[] {
  const happenings: Happening[] = []
  let at = now
  for (const line of story.script.split('\n').slice(1, -1)) {
    if (line.startsWith('@ ')) {
      at = readTime(line.slice(2), now)
      continue
    }
    const happening = readLine(line, at)
    const last = happenings.at(-1)
    if (happening) {
      happenings.push(happening)
      at = new Date(at.getTime() + thinkingMs(line))
    } else if (last?.kind === 'posted') {
      happenings[happenings.length - 1] = { ...last, text: `${last.text}\n${line}` }
    }
  }
  return happenings
}

function readLine(line: string, at: Date): Happening | null {
  const change = /^([+=])(\w+) (.+)$/u.exec(line)
  if (change) {
    const [, sign, by = '', rest = ''] = change
    if (sign === '=') return { kind: 'renamed', by, name: rest, at }
    return { kind: 'joined', by, who: rest, at }
  }
  const posted = /^([a-z]+): (.+)$/u.exec(line)
  return posted ? { kind: 'posted', by: posted[1] ?? '', text: posted[2] ?? '', at } : null
}

function readTime(text: string, now: Date): Date {
  const ago = /^-(\d+)([mh])$/.exec(text)
  if (ago) return new Date(now.getTime() - Number(ago[1]) * UNIT_MS[ago[2] as 'm' | 'h'])
  const [, days, hour, minute] = /^(\d+)d (\d+):(\d+)$/.exec(text) ?? []
  if (days === undefined) throw new Error(`“@ ${text}” is not a time of a script.`)
  const at = new Date(now)
  at.setUTCDate(at.getUTCDate() - Number(days))
  at.setUTCHours(Number(hour), Number(minute), 7, 0)
  return at
}

/** Half a minute and what it takes to type it; the same each time. At most 90 s, so that "now" isn't overtaken. */
function thinkingMs(line: string): number {
  return Math.min(90_000, 20_000 + line.length * 350 + (line.charCodeAt(line.length - 1) % 17) * 1_000)
}
