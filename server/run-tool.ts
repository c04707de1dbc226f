import process from 'node:process'
import { isStartFailure } from './start-failure'

/** Runs a command to its end. What it can't do is one sentence on stderr and exit code 1. */
export async function runTool(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isStartFailure(error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** What a command was given. */
export const wordsOf = ([, , ...words]: readonly string[]): string[] => words
