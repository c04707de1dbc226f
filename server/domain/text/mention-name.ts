import { charBefore, isWordChar } from './edges'

// As server/domain/user-name.ts allows, and no longer than it allows.
const USER_NAME =
  /[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Join_Control}._-]{1,40}/uy

/** The mentioned userName behind the @ at `at`; what ends a sentence is none of it. Empty: there is none. */
export function nameAt(line: string, at: number, mentioned: ReadonlyMap<string, unknown>): string {
  if (mentioned.size === 0 || isWordChar(charBefore(line, at))) return ''
  USER_NAME.lastIndex = at + 1
  let name = USER_NAME.exec(line)?.[0] ?? ''
  while (/[._-]$/.test(name) && !mentioned.has(name)) name = name.slice(0, -1)
  return name
}
