import { publicProcedure, router } from '../trpc'

export const serverRouter = router({
  info: publicProcedure.query(({ ctx }) => ctx.useCases.readServerInfo()),
})
