import { profilesInput, searchInput } from '@/contracts/inputs'
import { router, signedInProcedure } from '../trpc'

export const usersRouter = router({
  search: signedInProcedure
    .input(searchInput)
    .query(({ ctx, input }) => ctx.useCases.searchUsers(ctx.actor, input.query)),
  profiles: signedInProcedure
    .input(profilesInput)
    .query(({ ctx, input }) => ctx.useCases.readProfiles(ctx.actor, input.userIds)),
})
