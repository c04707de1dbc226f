import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { Look, Users } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { changeUser } from './change-user'
import { createUser } from './create-user'
import type { PrismaClient } from './generated/client'
import { prepared } from './prepared'
import { maySee } from './privacy'
import { PROFILE, type ProfileRow, SHOWN, toProfile } from './profile'
import { searchUsers } from './search-users'

export function databaseUsers(prisma: PrismaClient, pool: pg.Pool): Users {
  return {
    create: createUser(prisma),
    change: changeUser(prisma),
    search: searchUsers(prisma),
    async credentials(userNameKey) {
      const user = await prisma.user.findUnique({
        where: { userNameKey, deletedAt: null },
        select: { id: true, passwordHash: true },
      })
      return user && { userId: user.id.toString(), passwordHash: user.passwordHash }
    },
    async passwordHash(userId) {
      const user = await prisma.user.findUnique({
        where: { id: BigInt(userId), deletedAt: null },
        select: { passwordHash: true },
      })
      if (user === null) throw notFound('user')
      return user.passwordHash
    },
    async setPassword(userId, passwordHash, keep) {
      const [, ended] = await prisma.$transaction([
        prisma.user.update({
          where: { id: BigInt(userId), deletedAt: null },
          data: { passwordHash },
          select: { id: true },
        }),
        prisma.$queryRaw<{ id: bigint }[]>`
          UPDATE sessions SET revoked_at = now()
          WHERE user_id = ${BigInt(userId)} AND revoked_at IS NULL AND id <> ${BigInt(keep)} RETURNING id`,
        prisma.pushSubscription.deleteMany({
          where: { session: { userId: BigInt(userId), id: { not: BigInt(keep) } } },
        }),
      ])
      return ended.map(({ id }) => id.toString())
    },
    async profile(userId) {
      const user = await prisma.user.findUnique({
        where: { id: BigInt(userId) },
        select: { ...PROFILE, role: true },
      })
      if (user === null) throw notFound('user')
      return { ...toProfile(user), role: user.role }
    },
    async profiles(looks) {
      const rows = await prisma.$queryRawUnsafe<(ProfileRow & { viewerId: bigint })[]>(PROFILES, ...columnsOf(looks))
      return rows.map(({ viewerId, ...row }) => ({
        viewerId: viewerId.toString(),
        userId: row.id.toString(),
        profile: toProfile(row),
      }))
    },
    async newer(versions) {
      const { rows } = await pool.query<{ id: UserId }>(NEWER([[...versions.keys()], [...versions.values()]]))
      return rows.map(({ id }) => id)
    },
    async audience(userId) {
      const id = BigInt(userId)
      const rows = await prisma.$queryRaw<{ id: bigint }[]>`
        SELECT owner_id AS id FROM contacts WHERE user_id = ${id}
        UNION
        SELECT other.user_id FROM members mine
        JOIN members other ON other.conversation_id = mine.conversation_id AND other.active
        WHERE mine.user_id = ${id} AND mine.active AND other.user_id <> ${id}`
      return toIds(rows)
    },
    async watchable(looks) {
      const rows = await prisma.$queryRawUnsafe<{ viewerId: bigint; userId: bigint }[]>(WATCHABLE, ...columnsOf(looks))
      return rows.map(({ viewerId, userId }) => ({ viewerId: viewerId.toString(), userId: userId.toString() }))
    },
    async any() {
      return (await prisma.user.findFirst({ select: { id: true } })) !== null
    },
  }
}

const LOOKS = `(SELECT DISTINCT * FROM unnest($1::bigint[], $2::bigint[]) AS l (viewer_id, user_id)) look
  JOIN users viewer ON viewer.id = look.viewer_id JOIN users u ON u.id = look.user_id`

const PROFILES = `SELECT viewer.id AS "viewerId", ${SHOWN('u', 'viewer')} FROM ${LOOKS}`

const NEWER = prepared(
  'newer-profiles',
  `SELECT u.id FROM unnest($1::bigint[], $2::bigint[]) AS known (id, version)
  JOIN users u ON u.id = known.id AND u.profile_version > known.version`,
)

const WATCHABLE = `
  SELECT viewer.id AS "viewerId", u.id AS "userId" FROM ${LOOKS}
  WHERE viewer.id <> u.id AND u.deleted_at IS NULL AND ${maySee('lastSeen', 'u', 'viewer')} AND (
    EXISTS (SELECT FROM contacts WHERE owner_id = viewer.id AND user_id = u.id) OR EXISTS (
      SELECT FROM members mine
      JOIN members other ON other.conversation_id = mine.conversation_id AND other.user_id = u.id AND other.active
      WHERE mine.user_id = viewer.id AND mine.active))`

const columnsOf = (looks: readonly Look[]): [bigint[], bigint[]] => [
  looks.map(({ viewerId }) => BigInt(viewerId)),
  looks.map(({ userId }) => BigInt(userId)),
]

const toIds = (rows: readonly { id: bigint }[]): UserId[] => rows.map(({ id }) => id.toString())
