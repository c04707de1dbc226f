// "npm run dev": pages reload by themselves; when the server's code changes, the server starts again.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { prepare } from './prepare.mjs'
import { inProject, PROJECT } from './project.mjs'
import { say } from './say.mjs'

const WATCHED = ['server', 'contracts', 'prisma/migrations']
const IGNORED = /\.test\.ts$|^testing|trpc|generated/
const SETTLE_MS = 200

let child
let timer
let ending = false

await prepare()
for (const folder of WATCHED) fs.watch(inProject(folder), { recursive: true }, (_event, file) => changed(file))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal))
start()

function start() {
  child = spawn(process.execPath, ['--import', 'tsx', inProject('server/main.ts'), '--dev'], {
    cwd: PROJECT,
    env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'inherit',
  })
  child.once('exit', (code) => {
    child = undefined
    if (ending) process.exit(code ?? 0)
    if (code !== 0) say('Kith starts again when something changes.')
  })
}

function changed(file) {
  if (!file || IGNORED.test(file)) return
  clearTimeout(timer)
  timer = setTimeout(restart, SETTLE_MS)
}

function restart() {
  say('The server has changed and starts again.')
  if (!child) return start()
  child.once('exit', start)
  child.kill('SIGTERM')
}

function end(signal) {
  ending = true
  if (child) child.kill(signal)
  else process.exit(0)
}
