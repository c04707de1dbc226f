import { part } from '../part/part'
import { isDrawn } from './is-drawn'

export const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const
export type Tone = 'none' | (typeof TONES)[number]

/** As public/emoji/ has it. */
export interface EmojiEntry {
  readonly emoji: string
  /** The index of its category. */
  readonly category: number
  readonly label: string
  /** Of Unicode's emoji: who draws one of a version draws all before it. */
  readonly version: number
  readonly tags: readonly string[]
  /** As between colons, the best known first. */
  readonly names: readonly string[]
  /** A country's: some systems draw none of them. */
  readonly flag?: true
  /** By tone, in the order of TONES. */
  readonly skins?: readonly string[]
}

export interface EmojiFile {
  readonly categories: readonly { readonly index: number; readonly label: string }[]
  readonly emojis: readonly EmojiEntry[]
}

const ADDRESS = '/emoji/en-17.json'

const file = part(fetchEmoji)
let drawn: EmojiFile | null = null

/** All that this browser can draw; loaded once. Rejects when it can't be had, and the next call tries again. */
export async function loadEmoji(): Promise<EmojiFile> {
  const all = await file.load()
  // Trying what is drawn takes a while: only when emoji are wanted.
  drawn ??= { ...all, emojis: drawnOf(all.emojis) }
  return drawn
}

async function fetchEmoji(): Promise<EmojiFile> {
  const answer = await fetch(ADDRESS)
  if (!answer.ok) throw new Error(`The emoji can’t be had: ${answer.status}.`)
  return answer.json()
}

function drawnOf(emojis: readonly EmojiEntry[]): readonly EmojiEntry[] {
  // The first of each version: the last are flags.
  const samples = new Map([...emojis].reverse().map(({ version, emoji }) => [version, emoji]))
  const newest = Math.max(0, ...[...samples].filter(([, emoji]) => isDrawn(emoji)).map(([version]) => version))
  // A browser that lets nobody look at its drawings shows all.
  if (newest === 0) return emojis
  const flags = isDrawn('🇪🇺')
  return emojis.filter(({ version, flag }) => version <= newest && (flags || !flag))
}

export const inTone = ({ emoji, skins }: EmojiEntry, tone: Tone): string =>
  (tone === 'none' ? undefined : skins?.[TONES.indexOf(tone)]) ?? emoji
