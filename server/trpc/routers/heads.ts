import { compareHeadsInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const headsRouter = router({
  compare: signedInProcedure.input(compareHeadsInput).mutation(async ({ ctx, input }) => {
    const [compared] = await ctx.useCases.compareHeads([{ actor: ctx.actor, input }])
    if (compared === undefined) throw new Error('A comparison had no result.')
    return compared
  }),
})
