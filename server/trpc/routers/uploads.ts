import { findUploadInput, uploadInput } from '@/contracts/upload-inputs'
import { router, signedInProcedure } from '../trpc'

export const uploadsRouter = router({
  find: signedInProcedure.input(findUploadInput).query(({ ctx, input }) => ctx.useCases.findUpload(ctx.actor, input)),
  finished: signedInProcedure
    .input(uploadInput)
    .query(({ ctx, input }) => ctx.useCases.readUploaded(ctx.actor, input.uploadId)),
})
