import fs from 'node:fs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const isDebian = () => fs.existsSync('/usr/bin/apt-get')
const asRoot = (args) => (process.getuid?.() === 0 ? [args[0], args.slice(1)] : ['sudo', ['-n', ...args]])

const quietly = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }

/** Installs Debian packages, as root or by a sudo that asks nothing. False: it could not. */
export async function installDebian(packages) {
  if (!isDebian()) return false
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages]
  return (await attempt(['apt-get', 'update'])) && (await attempt(install))
}

/** Unpacks a Debian package into a folder, which needs no root when the package lists are there. */
export async function unpackDebian(name, folder) {
  if (!isDebian()) return false
  fs.mkdirSync(folder, { recursive: true })
  if (!(await download(name, folder)) && !((await attempt(['apt-get', 'update'])) && (await download(name, folder))))
    return false
  const file = fs.readdirSync(folder).find((entry) => entry.endsWith('.deb'))
  return file !== undefined && (await run('dpkg-deb', ['-x', `${folder}/${file}`, folder], quietly)) === 0
}

async function download(name, folder) {
  return (await run('sh', ['-c', 'cd "$1" && apt-get download "$2"', 'sh', folder, name], quietly)) === 0
}

async function attempt(command) {
  const [program, args] = asRoot(command)
  try {
    return (await run(program, args, quietly)) === 0
  } catch {
    say(`${program} cannot be run.`)
    return false
  }
}
