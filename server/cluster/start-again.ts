import { setTimeout as wait } from 'node:timers/promises'
import type { Member } from './member'

const LOOK_EVERY_MS = 500

/** Starts processes again that ended, as a supervisor does. */
export function startAgain(members: readonly Member[], say: (line: string) => void): { stop(): Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending
  const watch = async (member: Member) => {
    while (!signal.aborted) {
      if (!member.running) {
        say(`${member.name} ended (${member.ended}) and is started again`)
        await member.start().catch((error: unknown) => say(`${member.name}: ${String(error)}`))
      }
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => {})
    }
  }
  const watching = Promise.all(members.map(watch))
  return {
    async stop() {
      ending.abort()
      await watching
    },
  }
}
