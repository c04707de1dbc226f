// Makes the stickers' WebPs from their drawings: server/stickers/<pack>/<name>.svg.
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { inProject } from './project.mjs'

const FOLDER = inProject('server/stickers')

for (const file of fs.readdirSync(FOLDER, { recursive: true })) {
  if (!file.endsWith('.svg')) continue
  const svg = path.join(FOLDER, file)
  await sharp(svg).webp({ quality: 86, alphaQuality: 95, effort: 6 }).toFile(svg.replace(/svg$/, 'webp'))
}
