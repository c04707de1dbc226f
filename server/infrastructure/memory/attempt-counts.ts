import type { AttemptCounts } from '@/server/infrastructure/auth/attempts'

/** `now` in milliseconds. */
export function memoryAttemptCounts(now: () => number = Date.now): AttemptCounts {
  const counts = new Map<string, { count: number; endsAt: number }>()
  return {
    async add(key, forSeconds) {
      const found = counts.get(key)
      const kept = found && found.endsAt > now() ? found : { count: 0, endsAt: now() + forSeconds * 1_000 }
      kept.count += 1
      counts.set(key, kept)
      return { count: kept.count, leftMs: kept.endsAt - now() }
    },
    async takeBack(key) {
      const found = counts.get(key)
      if (found && found.count > 0) found.count -= 1
    },
  }
}
