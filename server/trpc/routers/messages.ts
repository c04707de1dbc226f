import { historyInput, messageInput, moveMarksInput, sendInput, sinceInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const messagesRouter = router({
  history: signedInProcedure.input(historyInput).query(({ ctx, input }) => ctx.useCases.readHistory(ctx.actor, input)),
  since: signedInProcedure.input(sinceInput).query(({ ctx, input }) => ctx.useCases.readSince(ctx.actor, input)),
  info: signedInProcedure.input(messageInput).query(({ ctx, input }) => ctx.useCases.readMessageInfo(ctx.actor, input)),
  send: signedInProcedure.input(sendInput).mutation(({ ctx, input }) => ctx.useCases.sendMessage(ctx.actor, input)),
  moveMarks: signedInProcedure
    .input(moveMarksInput)
    .mutation(({ ctx, input }) => ctx.useCases.moveMarks(ctx.actor, input)),
})
