import type { NewUser, SignUpGate, Users } from '@/server/application/account-ports'
import { KithError } from '@/server/domain/errors'
import { Prisma, type PrismaClient, type UserRole } from './generated/client'
import { PROFILE, toProfile } from './profile'

/** Sign-ups take turns on the settings' row: it decides who is first, and that an invite isn't used too often. */
export function createUser(prisma: PrismaClient): Users['create'] {
  return async (user, gate) => {
    try {
      return await prisma.$transaction(async (tx) => {
        const role = await admit(tx, gate)
        return insert(tx, user, role)
      })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new KithError('taken', 'This user name, or one that looks like it, is taken. Choose another one.')
    }
  }
}

async function admit(tx: Prisma.TransactionClient, gate: SignUpGate): Promise<UserRole> {
  const [settings] = await tx.$queryRaw<{ open: boolean }[]>`
    INSERT INTO server_settings (id) VALUES (1)
    ON CONFLICT (id) DO UPDATE SET id = 1
    RETURNING sign_up_open AS open`
  if ((await tx.user.findFirst({ select: { id: true } })) === null) return 'admin'
  if (!settings?.open) await countInvite(tx, gate)
  return 'user'
}

async function countInvite(tx: Prisma.TransactionClient, { inviteHash }: SignUpGate): Promise<void> {
  const used = await tx.$executeRaw`
    UPDATE invites SET uses = uses + 1
    WHERE token_hash = ${inviteHash} AND revoked_at IS NULL AND expires_at > now() AND uses < max_uses`
  if (used === 1) return
  throw new KithError(
    'sign_up_closed',
    inviteHash === null
      ? 'Sign-up is closed here. Ask the server’s admin for an invite link.'
      : 'This invite is used up or past its end. Ask the server’s admin for another one.',
  )
}

async function insert(tx: Prisma.TransactionClient, data: NewUser, role: UserRole) {
  const user = await tx.user.create({ data: { ...data, role }, select: PROFILE })
  return { profile: toProfile(user), role }
}

const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
