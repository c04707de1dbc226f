import type { Users } from '@/server/application/account-ports'
import { Prisma, type PrismaClient } from './generated/client'
import { type ProfileRow, SHOWN, toProfile } from './profile'

/** Those whose userName begins so come from an index; names are looked through only when these are too few. */
export function searchUsers(prisma: PrismaClient): Users['search'] {
  return async (userId, foldedQuery, limit) => {
    const query = foldedQuery.replace(/[\\%_]/g, '\\$&')
    const first = `${query}%`
    const later = `% ${query}%`
    const id = BigInt(userId)
    const rows = await prisma.$queryRaw<ProfileRow[]>`
      SELECT ${Prisma.raw(SHOWN('found', 'viewer'))}
      FROM (
        (SELECT * FROM users WHERE search_key LIKE ${first} AND id <> ${id} AND deleted_at IS NULL
         ORDER BY search_key COLLATE "C", id LIMIT ${limit})
        UNION ALL
        (SELECT * FROM users WHERE search_key LIKE ${later} AND search_key NOT LIKE ${first} AND id <> ${id} AND deleted_at IS NULL
         ORDER BY search_key COLLATE "C", id LIMIT ${limit})
      ) found JOIN users viewer ON viewer.id = ${id}
      LIMIT ${limit}`
    return rows.map(toProfile)
  }
}
