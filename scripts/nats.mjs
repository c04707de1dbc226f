import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { unpackDebian } from './debian.mjs'
import { inProject } from './project.mjs'
import { say } from './say.mjs'

const UNPACKED = inProject('node_modules/.cache/nats-server')

/** A nats-server to test with: one that is here, or else Debian's, unpacked. Null: none can be had. */
export async function findNats() {
  return present() ?? (await unpack())
}

function present() {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    `${UNPACKED}/usr/sbin`,
  ]
  const candidates = [process.env.NATS_SERVER, ...folders.map((folder) => path.join(folder, 'nats-server'))]
  return candidates.find((file) => file && runs(file)) ?? null
}

async function unpack() {
  say('No nats-server is here: unpacking Debian’s …')
  await unpackDebian('nats-server', UNPACKED)
  return present()
}

const runs = (file) => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
