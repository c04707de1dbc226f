import { spawn } from 'node:child_process'
import { PROJECT } from './project.mjs'

/** Runs a program in the project and resolves to its exit code. `quiet` keeps its output for when it fails. */
export function run(program, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code !== 0) for (const chunk of output) process.stderr.write(chunk)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

/** Runs a program of Node's. */
export const runNode = (args, options) => run(process.execPath, args, options)
