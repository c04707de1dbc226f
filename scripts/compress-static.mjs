// Beside each script and style sheet of the pages, the same as small as it gets: made once here, not anew for each who asks.
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { inProject } from './project.mjs'

const TEXT = /\.(js|css|svg)$/
const FORMS = [
  [
    '.br',
    (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  ],
  ['.gz', (bytes) => promisify(gzip)(bytes, { level: 9 })],
]

export async function compressStatic(folder = inProject('.next/static')) {
  const files = (await fs.readdir(folder, { recursive: true })).filter((file) => TEXT.test(file))
  await Promise.all(files.map((file) => compress(path.join(folder, file))))
}

async function compress(file) {
  const bytes = await fs.readFile(file)
  for (const [ending, smaller] of FORMS) await fs.writeFile(file + ending, await smaller(bytes))
}
