import { adminRouter } from './routers/admin'
import { authRouter } from './routers/auth'
import { contactsRouter } from './routers/contacts'
import { meRouter } from './routers/me'
import { serverRouter } from './routers/server'
import { sessionsRouter } from './routers/sessions'
import { usersRouter } from './routers/users'
import { createCallerFactory, router } from './trpc'

export const appRouter = router({
  server: serverRouter,
  auth: authRouter,
  me: meRouter,
  users: usersRouter,
  sessions: sessionsRouter,
  contacts: contactsRouter,
  admin: adminRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP: for tests and server components. */
export const createCaller = createCallerFactory(appRouter)
