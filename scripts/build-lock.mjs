import fs from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'
import { say } from './say.mjs'

const LOCK = inProject('node_modules/.cache/kith-build.lock')
const POLL_MS = 200

/** Runs `work` while no other build of this checkout runs. A lock whose process is gone counts for nothing. */
export async function underBuildLock(work) {
  fs.mkdirSync(path.dirname(LOCK), { recursive: true })
  for (let waited = false; !take(); waited = true) {
    if (!waited) say('Another build runs here: waiting for it …')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  try {
    return await work()
  } finally {
    fs.rmSync(LOCK, { force: true })
  }
}

function take() {
  try {
    fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAlive(holder())) fs.rmSync(LOCK, { force: true })
    return false
  }
}

function holder() {
  try {
    return Number(fs.readFileSync(LOCK, 'utf8'))
  } catch {
    return 0
  }
}

// An empty file is a lock that is just being written.
function isAlive(pid) {
  if (pid === 0) return Date.now() - mtime() < POLL_MS
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const mtime = () => fs.statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0
