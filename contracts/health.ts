/** What a check of the server, or of the way to it, found. */
export interface Finding {
  /** What was looked at, for people: “Database”. */
  readonly what: string
  /** `told`: nothing to check, but good to know. */
  readonly state: 'good' | 'bad' | 'told'
  /** A sentence. */
  readonly says: string
  /** What to do about it. */
  readonly mend: string | null
}

/** Where a gateway takes any bytes and forgets them: does the way there let as much through as files need? */
export const BODY_PROBE_PATH = '/uploads/probe'
/** As large as the pieces that files arrive in. */
export const BODY_PROBE_BYTES = 4 * 1024 * 1024
