import fs from 'node:fs'
import { StartFailure } from '@/server/start-failure'

/** Whom Postgres runs as when Kith runs as root, which Postgres refuses. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Null: Postgres runs as whoever runs Kith. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const nobody = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  if (!nobody)
    throw new StartFailure(
      'Postgres cannot run as root and this machine has no user "nobody": run Kith as an ordinary user, or set DATABASE_URL.',
    )
  // macOS writes -2 for what the kernel calls 4294967294.
  return { uid: Number(nobody[2]) >>> 0, gid: Number(nobody[3]) >>> 0 }
}
