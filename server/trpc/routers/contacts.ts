import { contactInput, renameContactInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const contactsRouter = router({
  list: signedInProcedure.query(({ ctx }) => ctx.useCases.listContacts(ctx.actor)),
  add: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.addContact(ctx.actor, input.userId)),
  rename: signedInProcedure
    .input(renameContactInput)
    .mutation(({ ctx, input }) => ctx.useCases.renameContact(ctx.actor, input.userId, input.name)),
  remove: signedInProcedure
    .input(contactInput)
    .mutation(({ ctx, input }) => ctx.useCases.removeContact(ctx.actor, input.userId)),
})
