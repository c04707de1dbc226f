import type { Profile } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { foldForSearch } from '@/server/domain/search-key'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** People by the beginning of their userName (with or without @) or of a word of their name. */
export function searchUsers({ users }: Pick<Ports, 'users'>) {
  return async ({ userId }: Actor, query: string): Promise<readonly Profile[]> => {
    const folded = foldForSearch(query.trim().replace(/^@/, ''))
    return folded === '' ? [] : users.search(userId, folded, LIMITS.searchResults)
  }
}
