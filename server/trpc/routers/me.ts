import { changePasswordInput, profileInput, setPictureInput } from '@/contracts/inputs'
import { publicProcedure, router, signedInProcedure } from '../trpc'

export const meRouter = router({
  /** Null: nobody is signed in. For a browser that doesn't know yet; a refusal would be an error in its console. */
  find: publicProcedure.query(({ ctx }) => (ctx.actor ? ctx.useCases.readMe(ctx.actor) : null)),
  get: signedInProcedure.query(({ ctx }) => ctx.useCases.readMe(ctx.actor)),
  change: signedInProcedure
    .input(profileInput)
    .mutation(({ ctx, input }) => ctx.useCases.changeProfile(ctx.actor, input)),
  setPicture: signedInProcedure
    .input(setPictureInput)
    .mutation(({ ctx, input }) => ctx.useCases.setPicture(ctx.actor, input.picture)),
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => ctx.useCases.changePassword(ctx.actor, input, ctx.address)),
})
