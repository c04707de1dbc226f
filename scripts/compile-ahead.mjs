// Has browsers compile what a chat is drawn with as it comes, beside the page's thread: else each function waits for its first call.
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'

/** Chromium's, from 136 on; to others it is a comment. */
const ALL = '//# allFunctionsCalledOnLoad\n'
/** Where one starts. */
const PAGES = ['server/app/index.html', 'server/app/c.html']

export async function compileAhead(folder = inProject('.next')) {
  const pages = await Promise.all(PAGES.map((page) => fs.readFile(path.join(folder, page), 'utf8')))
  await Promise.all([...new Set(pages.flatMap(scriptsIn))].map((script) => mark(path.join(folder, script))))
}

/** But for those of browsers that are too old for it. */
const scriptsIn = (html) =>
  (html.match(/<script[^>]*>/g) ?? [])
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => tag.match(/(?<=src="\/_next\/)static\/[^"?]+\.js/) ?? [])
    .map(decodeURI)

async function mark(file) {
  const script = await fs.readFile(file, 'utf8')
  if (!script.startsWith(ALL)) await fs.writeFile(file, ALL + script)
}
