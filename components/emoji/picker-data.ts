import type { EmojiData } from 'frimousse'
import { type EmojiEntry, loadEmoji, TONES } from './emoji-data'

const TONE_LABELS = {
  light: 'Light',
  'medium-light': 'Medium-light',
  medium: 'Medium',
  'medium-dark': 'Medium-dark',
  dark: 'Dark',
}

/** The emoji in the picker's own form. */
export async function pickerData(): Promise<EmojiData> {
  const { categories, emojis } = await loadEmoji()
  return { locale: 'en', categories: [...categories], emojis: emojis.map(picked), skinTones: TONE_LABELS }
}

const picked = ({ emoji, category, label, version, tags, names, skins }: EmojiEntry): EmojiData['emojis'][number] => ({
  emoji,
  category,
  label,
  version,
  tags: [...tags, ...names],
  skins: skins ? skinsOf(emoji, skins) : undefined,
})

function skinsOf(emoji: string, skins: readonly string[]) {
  const [light = emoji, mediumLight = emoji, medium = emoji, mediumDark = emoji, dark = emoji] = TONES.map(
    (_, at) => skins[at],
  )
  return { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark }
}
