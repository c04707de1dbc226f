import type pg from 'pg'
import type { Requests } from '@/server/application/request-ports'
import { accept } from './requests/accept'
import { decline, invitations, join, pending, takeBack } from './requests/invitations'

export function databaseRequests(pool: pg.Pool): Requests {
  return {
    accept: (userId, conversationId) => accept(pool, userId, conversationId),
    invitations: (userId) => invitations(pool, userId),
    pending: (userId, conversationId) => pending(pool, userId, conversationId),
    join: (userId, conversationId, maxMembers) => join(pool, userId, conversationId, maxMembers),
    decline: (userId, conversationId) => decline(pool, userId, conversationId),
    takeBack: (actorId, conversationId, userId) => takeBack(pool, actorId, conversationId, userId),
  }
}
