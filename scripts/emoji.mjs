// Makes public/emoji/en-17.json anew: node scripts/emoji.mjs <folder of the package emojibase-data>
// The package takes 49 MB and changes once a year, so what is needed of it is kept instead of it.
import fs from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'

const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark']
const [, , folder] = process.argv
if (!folder) throw new Error('Say where the package emojibase-data is: node scripts/emoji.mjs <folder>')

const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, 'en', file), 'utf8'))
const messages = read('messages.json')
const names = { emojibase: read('shortcodes/emojibase.json'), github: read('shortcodes/github.json') }
const flags = messages.subgroups.filter(({ key }) => /^(country|subdivision)-flag$/.test(key)).map(({ order }) => order)

const capital = (words) => words[0].toUpperCase() + words.slice(1)
const namesOf = (hexcode) => [...new Set([names.github[hexcode] ?? [], names.emojibase[hexcode] ?? []].flat())]

/** Without the sign for "in colour" where it is in colour anyway: as keyboards write it. */
const bare = (emoji) => emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1')

/** By the five tones of skin; what has two people has more, which are left out. */
function skinsOf(emoji) {
  const own = (emoji.skins ?? []).filter(({ tone }) => typeof tone === 'number').sort((a, b) => a.tone - b.tone)
  return own.length === TONES.length ? { skins: own.map((skin) => bare(skin.emoji)) } : {}
}

const data = {
  categories: messages.groups
    .filter(({ key }) => key !== 'component')
    .map(({ order, message }) => ({ index: order, label: capital(message) })),
  emojis: read('data.json')
    .filter((emoji) => 'group' in emoji && emoji.group !== 2)
    .map((emoji) => ({
      emoji: bare(emoji.emoji),
      category: emoji.group,
      label: capital(emoji.label),
      version: emoji.version,
      tags: emoji.tags ?? [],
      names: namesOf(emoji.hexcode),
      ...(flags.includes(emoji.subgroup) ? { flag: true } : {}),
      ...skinsOf(emoji),
    })),
}
fs.writeFileSync(inProject('public/emoji/en-17.json'), `${JSON.stringify(data)}\n`)
