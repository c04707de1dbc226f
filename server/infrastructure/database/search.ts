import type pg from 'pg'
import type { Search } from '@/server/application/log-ports'
import { firstAt } from './search/first-at'
import { gallery } from './search/gallery'
import { searchMessages } from './search/search-messages'

export function databaseSearch(pool: pg.Pool): Search {
  return {
    messages: (userId, input) => searchMessages(pool, userId, input),
    gallery: (userId, input) => gallery(pool, userId, input),
    firstAt: (userId, conversationId, at) => firstAt(pool, userId, conversationId, at),
  }
}
