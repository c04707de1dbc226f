import { signUpInput } from '@/contracts/inputs'
import { publicProcedure, router, signedInProcedure } from '../trpc'

export const authRouter = router({
  signUp: publicProcedure.input(signUpInput).mutation(({ ctx, input }) => ctx.useCases.signUp(input, ctx.address)),
  // A mutation: a ticket is for once, and no cache may keep it.
  ticket: signedInProcedure.mutation(({ ctx }) => ctx.useCases.issueTicket(ctx.actor)),
})
