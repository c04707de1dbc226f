import { readLine } from './script-line'
import type { Story } from './stories/story'

/** What happens in a conversation, in order, with its time. People are userNames; messages are named by labels. */
export type Happening = { readonly by: string; readonly at: Date } & Deed

export type Deed =
  | Posting
  | { readonly kind: 'joined'; readonly who: string }
  | { readonly kind: 'renamed'; readonly name: string }
  | { readonly kind: 'reacted'; readonly label: string; readonly emoji: string }
  | { readonly kind: 'edited'; readonly label: string; readonly text: string }
  | { readonly kind: 'pinned' | 'starred' | 'deleted'; readonly label: string }

export interface Posting {
  readonly kind: 'posted'
  readonly text: string
  readonly label: string | null
  readonly replyTo: string | null
  readonly forwards: string | null
  readonly things: readonly string[]
  /** A pack's name and an emoji of it, with a slash between. */
  readonly sticker: string | null
  /** Other places of it: userNames, and keys of groups. */
  readonly also: readonly string[]
}

const MINUTE_MS = 60_000
const UNIT_MS = { m: MINUTE_MS, h: 60 * MINUTE_MS }
const QUICK_MS = 4_000

/** Reads a story's script. Lines that begin no happening go on with the message above them. */
export function readScript(story: Story, now: Date): readonly Happening[] {
  const happenings: Happening[] = []
  let at = now
  for (const line of story.script.split('\n').slice(1, -1)) {
    if (line.startsWith('@ ')) {
      at = readTime(line.slice(2), now)
      continue
    }
    const happening = readLine(line)
    const last = happenings.at(-1)
    if (happening) {
      happenings.push({ ...happening, at })
      at = new Date(at.getTime() + (happening.kind === 'posted' ? thinkingMs(line) : QUICK_MS))
    } else if (last?.kind === 'posted') {
      happenings[happenings.length - 1] = { ...last, text: `${last.text}\n${line}` }
    }
  }
  return happenings
}

function readTime(text: string, now: Date): Date {
  const ago = /^-(\d+)([mh])$/.exec(text)
  if (ago) return new Date(now.getTime() - Number(ago[1]) * UNIT_MS[ago[2] as 'm' | 'h'])
  const [, days, hour, minute] = /^(\d+)d (\d+):(\d+)$/.exec(text) ?? []
  if (days === undefined) throw new Error(`“@ ${text}” is not a time of a script.`)
  const at = new Date(now)
  at.setDate(at.getDate() - Number(days))
  at.setHours(Number(hour), Number(minute), 7, 0)
  return at
}

/** Half a minute and what it takes to type it; the same each time. At most 90 s, so that "now" isn't overtaken. */
function thinkingMs(line: string): number {
  return Math.min(90_000, 20_000 + line.length * 350 + (line.charCodeAt(line.length - 1) % 17) * 1_000)
}
