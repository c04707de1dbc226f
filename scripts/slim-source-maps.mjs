// The server keeps the map of each file that it runs for as long as it lives. Where a line comes from is said by the map alone;
// the sources that it brings along are beside it anyway.
import fs from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'

export function slimSourceMaps() {
  const folder = inProject('.next/server')
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.map')) continue
    const file = path.join(folder, name)
    const map = JSON.parse(fs.readFileSync(file, 'utf8'))
    fs.writeFileSync(file, JSON.stringify(withoutSources(map)))
  }
}

function withoutSources({ sourcesContent, sections, ...map }) {
  if (!sections) return map
  return { ...map, sections: sections.map((section) => ({ ...section, map: withoutSources(section.map) })) }
}
