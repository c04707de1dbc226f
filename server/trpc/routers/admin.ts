import {
  createInviteInput,
  inviteInput,
  linkPreviewsInput,
  reportDoneInput,
  reportIdInput,
  retentionInput,
  serverAdminInput,
  signUpOpenInput,
} from '@/contracts/inputs'
import { adminProcedure, router } from '../trpc'

export const adminRouter = router({
  settings: adminProcedure.query(({ ctx }) => ctx.useCases.readSettings()),
  setSignUpOpen: adminProcedure
    .input(signUpOpenInput)
    .mutation(({ ctx, input }) => ctx.useCases.setSignUpOpen(input.open)),
  setLinkPreviews: adminProcedure
    .input(linkPreviewsInput)
    .mutation(({ ctx, input }) => ctx.useCases.setLinkPreviews(input.on)),
  admins: adminProcedure.query(({ ctx }) => ctx.useCases.listAdmins(ctx.actor)),
  setAdmin: adminProcedure
    .input(serverAdminInput)
    .mutation(({ ctx, input }) => ctx.useCases.setServerAdmin(ctx.actor, input)),
  estimateRetention: adminProcedure
    .input(retentionInput)
    .query(({ ctx, input }) => ctx.useCases.estimateRetention(input)),
  setRetention: adminProcedure.input(retentionInput).mutation(({ ctx, input }) => ctx.useCases.setRetention(input)),
  /** What the doctor finds here. The way to the server is the browser’s to try. */
  health: adminProcedure.query(({ ctx }) => ctx.useCases.examineServer()),
  reports: adminProcedure.query(({ ctx }) => ctx.useCases.listReports()),
  setReportDone: adminProcedure
    .input(reportDoneInput)
    .mutation(({ ctx, input }) => ctx.useCases.setReportDone(input.id, input.done)),
  deleteReport: adminProcedure.input(reportIdInput).mutation(({ ctx, input }) => ctx.useCases.deleteReport(input.id)),
  invites: adminProcedure.query(({ ctx }) => ctx.useCases.listInvites()),
  createInvite: adminProcedure
    .input(createInviteInput)
    .mutation(({ ctx, input }) => ctx.useCases.createInvite(ctx.actor, input)),
  revokeInvite: adminProcedure.input(inviteInput).mutation(({ ctx, input }) => ctx.useCases.revokeInvite(input.id)),
})
