import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { unpackDebian } from './debian.mjs'
import { inProject } from './project.mjs'
import { say } from './say.mjs'

const UNPACKED = inProject('node_modules/.cache/nginx')

/** An nginx to try deploy/nginx.conf with: one that is here, or else Debian's, unpacked. Null: none can be had. */
export async function findNginx() {
  return present() ?? (await unpack())
}

function present() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', `${UNPACKED}/usr/sbin`]
  const candidates = [process.env.NGINX_BINARY, ...folders.map((folder) => path.join(folder, 'nginx'))]
  return candidates.find((file) => file && spawnSync(file, ['-v'], { stdio: 'ignore' }).status === 0) ?? null
}

async function unpack() {
  say('No nginx is here: unpacking Debian’s …')
  await unpackDebian('nginx', UNPACKED)
  return present()
}
