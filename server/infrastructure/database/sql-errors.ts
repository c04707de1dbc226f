import { KithError } from '@/server/domain/errors'

interface SqlError {
  readonly code: string
  readonly constraint?: string
}

/** The database's own refusal; undefined for anything else, like a connection that broke. */
export function sqlErrorOf(error: unknown): SqlError | undefined {
  const { code, constraint } = (error ?? {}) as Partial<SqlError>
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
    ? { code, ...(constraint !== undefined && { constraint }) }
    : undefined
}

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const COLLISIONS = new Set([UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION, SERIALIZATION_FAILURE, DEADLOCK])

/** Two transactions met: the same again finds what the other one left, or finds that it took something away. */
export function isCollision(error: unknown): boolean {
  const code = sqlErrorOf(error)?.code
  return code !== undefined && COLLISIONS.has(code)
}

/** Two waited for each other, and this one was taken back. */
export const isDeadlock = (error: unknown): boolean => sqlErrorOf(error)?.code === DEADLOCK

const ATTEMPTS = 5

export async function retryCollisions<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; left > 0; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (!isCollision(error)) throw error
    }
  }
  return attempt()
}

const INVALID_DATA = /^22/

/** A value that the database can't hold: no retry will help. */
export function isInvalidData(error: unknown): boolean {
  return INVALID_DATA.test(sqlErrorOf(error)?.code ?? '')
}

/** Like an instant of the year 0, which is none to Postgres. */
export function refuseInvalidData(error: unknown): never {
  throw isInvalidData(error) ? new KithError('invalid', "This can't be stored. Change it and try again.") : error
}
