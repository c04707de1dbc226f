import { notificationSettingsInput, pushTargetInput, shownInput } from '@/contracts/notification-inputs'
import { router, signedInProcedure } from '../trpc'

export const notificationsRouter = router({
  get: signedInProcedure.query(({ ctx }) => ctx.useCases.readNotifications(ctx.actor)),
  change: signedInProcedure
    .input(notificationSettingsInput)
    .mutation(({ ctx, input }) => ctx.useCases.changeNotifications(ctx.actor, input)),
  subscribe: signedInProcedure
    .input(pushTargetInput)
    .mutation(({ ctx, input }) => ctx.useCases.subscribe(ctx.actor, input)),
  unsubscribe: signedInProcedure.mutation(({ ctx }) => ctx.useCases.unsubscribe(ctx.actor)),
  shows: signedInProcedure
    .input(shownInput)
    .mutation(({ ctx, input }) => ctx.useCases.showsNotifications(ctx.actor, input)),
  test: signedInProcedure.mutation(({ ctx }) => ctx.useCases.testNotification(ctx.actor, ctx.address)),
})
