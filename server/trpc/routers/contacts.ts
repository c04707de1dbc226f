import { contactInput, renameContactInput, reportInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const contactsRouter = router({
  list: signedInProcedure.query(({ ctx }) => ctx.useCases.listContacts(ctx.actor)),
  add: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.addContact(ctx.actor, input.userId)),
  rename: signedInProcedure
    .input(renameContactInput)
    .mutation(({ ctx, input }) => ctx.useCases.renameContact(ctx.actor, input.userId, input.name)),
  block: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.blockPerson(ctx.actor, input.userId)),
  unblock: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.unblockPerson(ctx.actor, input.userId)),
  report: signedInProcedure
    .input(reportInput)
    .mutation(({ ctx, input }) => ctx.useCases.reportPerson(ctx.actor, input)),
  remove: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.removeContact(ctx.actor, input.userId)),
})
