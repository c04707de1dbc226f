import type { InviteInfo } from '@/contracts/dto'
import type { Admin } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import type { Invite, PrismaClient } from './generated/client'
import { admins, setAdmin } from './server-admins'

export function databaseAdmin(prisma: PrismaClient): Admin {
  return {
    async settings() {
      const settings = await prisma.serverSettings.findUnique({ where: { id: 1 } })
      return { signUpOpen: settings?.signUpOpen ?? true, linkPreviews: settings?.linkPreviews ?? true }
    },
    async setSignUpOpen(signUpOpen) {
      await prisma.serverSettings.upsert({ where: { id: 1 }, create: { signUpOpen }, update: { signUpOpen } })
    },
    async setLinkPreviews(linkPreviews) {
      await prisma.serverSettings.upsert({ where: { id: 1 }, create: { linkPreviews }, update: { linkPreviews } })
    },
    admins: () => admins(prisma),
    setAdmin: (actorId, userId, admin) => setAdmin(prisma, actorId, userId, admin),
    async createInvite({ tokenHash, createdById, expiresAt, maxUses }) {
      const invite = await prisma.invite.create({
        data: { tokenHash, createdById: BigInt(createdById), expiresAt: new Date(expiresAt), maxUses },
      })
      return toInviteInfo(invite)
    },
    async invites() {
      return (await prisma.invite.findMany({ orderBy: { id: 'desc' } })).map(toInviteInfo)
    },
    async revokeInvite(id) {
      const count = await prisma.$executeRaw`
        UPDATE invites SET revoked_at = now() WHERE id = ${BigInt(id)} AND revoked_at IS NULL`
      if (count === 0) throw notFound('invite')
    },
  }
}

const toInviteInfo = ({ id, createdAt, expiresAt, maxUses, uses, revokedAt }: Invite): InviteInfo => ({
  id: id.toString(),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  maxUses,
  uses,
  revoked: revokedAt !== null,
})
