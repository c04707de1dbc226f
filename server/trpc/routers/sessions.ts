import { sessionInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const sessionsRouter = router({
  list: signedInProcedure.query(({ ctx }) => ctx.useCases.listSessions(ctx.actor)),
  revoke: signedInProcedure
    .input(sessionInput)
    .mutation(({ ctx, input }) => ctx.useCases.revokeSession(ctx.actor, input.sessionId)),
})
