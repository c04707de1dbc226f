import type pg from 'pg'
import type { MessageLog } from '@/server/application/ports'
import { heads } from './message-log/heads'
import { info } from './message-log/info'
import { moveMarks } from './message-log/move-marks'
import { entry, overview } from './message-log/overview'
import { page } from './message-log/page'
import { send } from './message-log/send'
import { since } from './message-log/since'

export function databaseMessageLog(pool: pg.Pool): MessageLog {
  return {
    send: (messages) => send(pool, messages),
    page: (userId, input) => page(pool, userId, input),
    since: (userId, conversationId, after, limit) => since(pool, userId, conversationId, after, limit),
    moveMarks: (userId, moves) => moveMarks(pool, userId, moves),
    info: (userId, conversationId, seq) => info(pool, userId, conversationId, seq),
    overview: (userId) => overview(pool, userId),
    entry: (userId, conversationId) => entry(pool, userId, conversationId),
    heads: (userIds) => heads(pool, userIds),
  }
}
