import type { UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { changesAdmins } from '@/server/domain/server-admins'
import type { Prisma, PrismaClient } from './generated/client'
import { TAKE_TURNS } from './take-turns'

/** The oldest account first. */
export async function admins(prisma: Prisma.TransactionClient): Promise<readonly UserId[]> {
  const rows = await prisma.user.findMany({
    where: { role: 'admin', deletedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id }) => id.toString())
}

/** See Admin.setAdmin. */
export function setAdmin(
  prisma: PrismaClient,
  actorId: UserId,
  userId: UserId,
  admin: boolean,
): Promise<number | null> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(TAKE_TURNS)
    if (!changesAdmins(await admins(tx), actorId, userId, admin)) return null
    const [changed] = await tx.user.updateManyAndReturn({
      where: { id: BigInt(userId), deletedAt: null },
      data: { role: admin ? 'admin' : 'user', privateVersion: { increment: 1 } },
      select: { privateVersion: true },
    })
    if (changed === undefined) throw notFound('person')
    return changed.privateVersion
  })
}
