import {
  addMembersInput,
  changeGroupInput,
  conversationInput,
  createGroupInput,
  memberInput,
  openDirectInput,
  overviewInput,
  privateStateInput,
  setRoleInput,
} from '@/contracts/inputs'
import { readProcedure, router, signedInProcedure } from '../trpc'

export const conversationsRouter = router({
  overview: readProcedure
    .input(overviewInput)
    .query(({ ctx, input }) => ctx.useCases.readOverview(ctx.actor, input?.first)),
  entry: readProcedure
    .input(conversationInput)
    .query(({ ctx, input }) => ctx.useCases.readOverviewEntry(ctx.actor, input.conversationId)),
  members: signedInProcedure
    .input(conversationInput)
    .query(({ ctx, input }) => ctx.useCases.listMembers(ctx.actor, input.conversationId)),
  openDirect: signedInProcedure
    .input(openDirectInput)
    .mutation(({ ctx, input }) => ctx.useCases.openDirect(ctx.actor, input.userId)),
  createGroup: signedInProcedure
    .input(createGroupInput)
    .mutation(({ ctx, input }) => ctx.useCases.createGroup(ctx.actor, input)),
  change: signedInProcedure
    .input(changeGroupInput)
    .mutation(({ ctx, input }) => ctx.useCases.changeGroup(ctx.actor, input)),
  addMembers: signedInProcedure
    .input(addMembersInput)
    .mutation(({ ctx, input }) => ctx.useCases.addMembers(ctx.actor, input)),
  acceptRequest: signedInProcedure
    .input(conversationInput)
    .mutation(({ ctx, input }) => ctx.useCases.acceptRequest(ctx.actor, input.conversationId)),
  join: signedInProcedure
    .input(conversationInput)
    .mutation(({ ctx, input }) => ctx.useCases.joinGroup(ctx.actor, input.conversationId)),
  decline: signedInProcedure
    .input(conversationInput)
    .mutation(({ ctx, input }) => ctx.useCases.declineInvitation(ctx.actor, input.conversationId)),
  invited: signedInProcedure
    .input(conversationInput)
    .query(({ ctx, input }) => ctx.useCases.listPending(ctx.actor, input.conversationId)),
  takeBack: signedInProcedure
    .input(memberInput)
    .mutation(({ ctx, input }) => ctx.useCases.takeInvitationBack(ctx.actor, input)),
  removeMember: signedInProcedure
    .input(memberInput)
    .mutation(({ ctx, input }) => ctx.useCases.removeMember(ctx.actor, input)),
  leave: signedInProcedure
    .input(conversationInput)
    .mutation(({ ctx, input }) => ctx.useCases.leaveGroup(ctx.actor, input.conversationId)),
  clear: signedInProcedure
    .input(conversationInput)
    .mutation(({ ctx, input }) => ctx.useCases.clearChat(ctx.actor, input.conversationId)),
  clearing: signedInProcedure
    .input(conversationInput)
    .query(({ ctx, input }) => ctx.useCases.readClearing(ctx.actor, input.conversationId)),
  setRole: signedInProcedure.input(setRoleInput).mutation(({ ctx, input }) => ctx.useCases.setRole(ctx.actor, input)),
  setPrivateState: signedInProcedure
    .input(privateStateInput)
    .mutation(({ ctx, input }) => ctx.useCases.setPrivateState(ctx.actor, input)),
})
