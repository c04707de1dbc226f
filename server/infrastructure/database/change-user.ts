import type { Users } from '@/server/application/account-ports'
import { KithError, notFound } from '@/server/domain/errors'
import { Prisma, type PrismaClient } from './generated/client'
import { PROFILE, toProfile } from './profile'

const NO_SUCH_ROW = 'P2025'
const NO_SUCH_PICTURE = 'P2003'

export function changeUser(prisma: PrismaClient): Users['change'] {
  return async (userId, change) => {
    try {
      const user = await prisma.user.update({
        where: { id: BigInt(userId), deletedAt: null },
        data: { ...change, profileVersion: { increment: 1 } },
        select: PROFILE,
      })
      return toProfile(user)
    } catch (error) {
      throw refusalOfChange(error)
    }
  }
}

function refusalOfChange(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error
  if (error.code === NO_SUCH_ROW) return notFound('user')
  // Somebody let go of the same picture between its being stored and being shown.
  if (error.code === NO_SUCH_PICTURE) return new KithError('busy', "The picture couldn't be kept. Try again.")
  return error
}
