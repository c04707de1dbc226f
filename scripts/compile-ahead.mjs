// Has browsers compile the pages' scripts as they come, beside the page's thread: else each function waits for its first call.
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'

/** Chromium's, from 136 on; to others it is a comment. */
const ALL = '//# allFunctionsCalledOnLoad\n'

export async function compileAhead(folder = inProject('.next/static')) {
  const scripts = (await fs.readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'))
  await Promise.all(scripts.map((script) => mark(path.join(folder, script))))
}

async function mark(file) {
  const script = await fs.readFile(file, 'utf8')
  if (!script.startsWith(ALL)) await fs.writeFile(file, ALL + script)
}
