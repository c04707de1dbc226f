import type { EmojiData } from 'frimousse'
import { type EmojiEntry, loadEmoji, TONES } from './emoji-data'

const TONE_LABELS = {
  light: 'Light',
  'medium-light': 'Medium-light',
  medium: 'Medium',
  'medium-dark': 'Medium-dark',
  dark: 'Dark',
}

/** The emoji in the picker's own form. `onRead` each time that it reads them all. */
export async function pickerData(onRead: () => void): Promise<EmojiData> {
  const loaded = await loadEmoji()
  const emojis = loaded.emojis.map(picked)
  return {
    locale: 'en',
    categories: [...loaded.categories],
    skinTones: TONE_LABELS,
    get emojis() {
      onRead()
      return emojis
    },
  }
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
