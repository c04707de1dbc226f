import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import type { Actor } from '@/server/application/account-ports'
import { type Container, createContainer } from '@/server/container'
import { readEnv } from '@/server/env'
import { cookieSettings, sessionCookieName } from '@/server/infrastructure/auth/cookie-settings'
import { createLog } from '@/server/log'
import { createCaller } from '@/server/trpc/app-router'
import { createTestDatabase } from './database'

export const PASSWORD = 'correct horse battery'

const UNLIMITED = { take: () => {} }

export type Caller = ReturnType<typeof createCaller>

/** Kith's web without a server: its container on a fresh database, which the routes find too. */
export interface Web {
  readonly container: Container
  readonly anybody: Caller
  as(actor: Actor): Caller
  /** A new account with a session. The first is the admin's. */
  person(userName: string): Promise<Person>
  /** The header by which a browser with this session is known. */
  cookie(actor: Actor): Promise<string>
  close(): Promise<void>
}

export interface Person {
  readonly actor: Actor
  readonly call: Caller
}

/** `settings` as in the environment. */
export async function openWeb(settings: Readonly<Record<string, string>> = {}): Promise<Web> {
  const database = await createTestDatabase()
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'kith-web-'))
  const env = readEnv({ KITH_DATA: folder, ...settings })
  const secret = randomUUID()
  const container = await createContainer({ env, secret, log: createLog('silent'), databaseUrl: database.url })
  const { useCases } = container
  const as = (actor: Actor | null) => createCaller({ actor, address: '127.0.0.1', useCases, limits: UNLIMITED })
  const anybody = as(null)
  return {
    container,
    anybody,
    as,
    async person(userName) {
      await anybody.auth.signUp({ userName, fullName: userName, password: PASSWORD })
      const actor = await useCases.signIn({ userName, password: PASSWORD, device: 'A test', address: '127.0.0.1' })
      return { actor, call: as(actor) }
    },
    async cookie({ userId, sessionId }) {
      const settings = cookieSettings(env, secret)
      const token = await encode({ token: { uid: userId, sid: sessionId }, secret: settings.key })
      return `${sessionCookieName(settings)}=${token}`
    },
    async close() {
      await container.close()
      await database.drop()
      await fs.rm(folder, { recursive: true, force: true })
    },
  }
}
