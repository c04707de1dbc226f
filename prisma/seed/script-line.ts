import type { Deed, Posting } from './script'

type Line = Deed & { readonly by: string }

/** One line of a script (stories/story.ts). Null: it begins nothing. */
export function readLine(line: string): Line | null {
  return readDeed(line) ?? readPosting(line)
}

function readDeed(line: string): Line | null {
  const [, sign, by = '', rest = ''] = /^([+=!~^*-])([a-z]+) (.+)$/u.exec(line) ?? []
  const [label = '', more = ''] = rest.split(/:? (.*)/s)
  switch (sign) {
    case '+':
      return { kind: 'joined', by, who: rest }
    case '=':
      return { kind: 'renamed', by, name: rest }
    case '!':
      return { kind: 'reacted', by, label, emoji: more }
    case '~':
      return { kind: 'edited', by, label, text: more }
    case '^':
      return { kind: 'pinned', by, label }
    case '*':
      return { kind: 'starred', by, label }
    case '-':
      return { kind: 'deleted', by, label }
  }
  return null
}

const SIGNS = '#>«+%&'

function readPosting(line: string): (Posting & { readonly by: string }) | null {
  const [, by, signs = '', text = ''] =
    new RegExp(`^([a-z]+)((?: [${SIGNS}][^ :]+)*):(?: (.+))?$`, 'u').exec(line) ?? []
  if (by === undefined || (signs === '' && text === '')) return null
  const all = (sign: string) => signs.split(' ').flatMap((word) => (word.startsWith(sign) ? [word.slice(1)] : []))
  const one = (sign: string) => all(sign)[0] ?? null
  return {
    kind: 'posted',
    by,
    text,
    label: one('#'),
    replyTo: one('>'),
    forwards: one('«'),
    things: all('+'),
    sticker: one('%'),
    also: all('&'),
  }
}
