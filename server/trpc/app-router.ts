import { adminRouter } from './routers/admin'
import { authRouter } from './routers/auth'
import { contactsRouter } from './routers/contacts'
import { conversationsRouter } from './routers/conversations'
import { headsRouter } from './routers/heads'
import { meRouter } from './routers/me'
import { messagesRouter } from './routers/messages'
import { notificationsRouter } from './routers/notifications'
import { serverRouter } from './routers/server'
import { sessionsRouter } from './routers/sessions'
import { stickersRouter } from './routers/stickers'
import { uploadsRouter } from './routers/uploads'
import { usersRouter } from './routers/users'
import { createCallerFactory, router } from './trpc'

export const appRouter = router({
  server: serverRouter,
  auth: authRouter,
  me: meRouter,
  users: usersRouter,
  sessions: sessionsRouter,
  contacts: contactsRouter,
  conversations: conversationsRouter,
  messages: messagesRouter,
  heads: headsRouter,
  notifications: notificationsRouter,
  uploads: uploadsRouter,
  stickers: stickersRouter,
  admin: adminRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP: for tests and server components. */
export const createCaller = createCallerFactory(appRouter)
