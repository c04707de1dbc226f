import { changePasswordInput, profileInput, setPictureInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const meRouter = router({
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
