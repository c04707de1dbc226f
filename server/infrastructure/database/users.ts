import type { UserId } from '@/contracts/ids'
import type { Users } from '@/server/application/ports'
import { notFound } from '@/server/domain/errors'
import { changeUser } from './change-user'
import { createUser } from './create-user'
import type { PrismaClient } from './generated/client'
import { PROFILE, toProfile } from './profile'
import { searchUsers } from './search-users'

export function databaseUsers(prisma: PrismaClient): Users {
  return {
    create: createUser(prisma),
    change: changeUser(prisma),
    search: searchUsers(prisma),
    async credentials(userNameKey) {
      const user = await prisma.user.findUnique({ where: { userNameKey }, select: { id: true, passwordHash: true } })
      return user && { userId: user.id.toString(), passwordHash: user.passwordHash }
    },
    async passwordHash(userId) {
      const user = await prisma.user.findUnique({ where: { id: BigInt(userId) }, select: { passwordHash: true } })
      if (user === null) throw notFound('user')
      return user.passwordHash
    },
    async setPassword(userId, passwordHash, keep) {
      const [, ended] = await prisma.$transaction([
        prisma.user.update({ where: { id: BigInt(userId) }, data: { passwordHash }, select: { id: true } }),
        prisma.session.updateManyAndReturn({
          where: { userId: BigInt(userId), revokedAt: null, id: { not: BigInt(keep) } },
          data: { revokedAt: new Date() },
          select: { id: true },
        }),
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
    async profiles(userIds) {
      const users = await prisma.user.findMany({ where: { id: { in: userIds.map(BigInt) } }, select: PROFILE })
      return users.map(toProfile)
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
    async watchable(userId, userIds) {
      const id = BigInt(userId)
      const asked = userIds.map(BigInt)
      const rows = await prisma.$queryRaw<{ id: bigint }[]>`
        SELECT user_id AS id FROM contacts WHERE owner_id = ${id} AND user_id = ANY(${asked}::bigint[])
        UNION
        SELECT other.user_id FROM members mine
        JOIN members other ON other.conversation_id = mine.conversation_id AND other.active
        WHERE mine.user_id = ${id} AND mine.active AND other.user_id <> ${id}
          AND other.user_id = ANY(${asked}::bigint[])`
      return toIds(rows)
    },
    async any() {
      return (await prisma.user.findFirst({ select: { id: true } })) !== null
    },
  }
}

const toIds = (rows: readonly { id: bigint }[]): UserId[] => rows.map(({ id }) => id.toString())
