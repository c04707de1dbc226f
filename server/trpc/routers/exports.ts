import { router, signedInProcedure } from '../trpc'

export const exportsRouter = router({
  begin: signedInProcedure.mutation(({ ctx }) => ctx.useCases.beginExport(ctx.actor)),
  status: signedInProcedure.query(({ ctx }) => ctx.useCases.readExportStatus(ctx.actor)),
  discard: signedInProcedure.mutation(({ ctx }) => ctx.useCases.discardExport(ctx.actor)),
})
