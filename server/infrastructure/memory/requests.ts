import { committedOf } from '@/server/application/committed-of'
import type { Requests } from '@/server/application/request-ports'
import { joinGroup } from '@/server/domain/add-members'
import { managerIn } from '@/server/domain/decide'
import { KithError, notFound } from '@/server/domain/errors'
import { blocking } from '@/server/domain/refuse-send'
import { compareIds, mayManage } from '@/server/domain/roles'
import { applyDecision, groupOf, isOver } from './apply-decision'
import { forgetRequest, requestIn } from './asking'
import { blockedIn } from './blocks'
import { concerned, invitationsTo, settleInvitations } from './invitations'
import type { MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { setPrivateState } from './private-state'

export function memoryRequests(world: MemoryWorld): Requests {
  const take = (conversationId: string, userId: string) => world.invitations.delete(`${conversationId}/${userId}`)
  return {
    async accept(userId, conversationId) {
      const { conversation, member } = openTo(world, userId, conversationId)
      if (member.away) throw notFound('conversation')
      const request = requestIn(world, conversationId)
      if (request?.askedId === userId && !request.refused) {
        const name = blockedIn(world, conversation, userId)
        if (name !== null) throw blocking(name)
        forgetRequest(world, request)
      }
      return setPrivateState(world, userId, { conversationId })
    },
    async invitations(userId) {
      const mine = [...world.invitations.values()].filter((one) => one.userId === userId)
      mine.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : compareIds(b.conversationId, a.conversationId)))
      const invitations = mine.flatMap(({ conversationId, byId, at }) => {
        const conversation = world.conversations.get(conversationId)
        const by = world.users.get(byId)?.profile
        if (!conversation || !by || conversation.shared.closed || isOver(world, conversation)) return []
        const { name, pictureId } = conversation.shared
        const members = [...conversation.members.values()].filter(({ active }) => active).length
        return [{ conversationId, name: name ?? '', pictureId, members, by, at }]
      })
      return { invitations, privateVersion: world.users.get(userId)?.privateVersion ?? 0 }
    },
    async pending(userId, conversationId) {
      const { member } = openTo(world, userId, conversationId)
      if (!member.active || !mayManage(member.role)) {
        throw new KithError('not_allowed', 'Only admins of the group see this.')
      }
      const pending = invitationsTo(world, conversationId).map(({ userId: invitedId, byId, at }) => ({
        userId: invitedId,
        byId,
        at,
      }))
      return pending.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : compareIds(a.userId, b.userId)))
    },
    async join(userId, conversationId, maxMembers) {
      const conversation = world.conversations.get(conversationId)
      if (conversation === undefined || !world.invitations.has(`${conversationId}/${userId}`)) {
        throw notFound('invitation')
      }
      const decision = joinGroup(groupOf(world, conversation), userId, maxMembers)
      take(conversationId, userId)
      const told = concerned(world, conversation, [userId], true)
      if (decision.steps.length === 0) return { committed: [], receipts: [], concerned: told }
      const at = applyDecision(world, conversation, userId, decision)
      const others = settleInvitations(world, conversation)
      return {
        committed: committedOf(conversation.identity, decision, userId, at),
        receipts: [],
        concerned: [...told, ...others],
      }
    },
    async decline(userId, conversationId) {
      const conversation = world.conversations.get(conversationId)
      return conversation && take(conversationId, userId) ? concerned(world, conversation, [userId], true) : []
    },
    async takeBack(actorId, conversationId, userId) {
      const { conversation } = openTo(world, actorId, conversationId)
      managerIn(groupOf(world, conversation), actorId)
      return take(conversationId, userId) ? concerned(world, conversation, [userId], true) : []
    },
  }
}
