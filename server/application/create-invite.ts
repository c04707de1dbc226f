import type { InviteInfo } from '@/contracts/dto'
import type { Actor } from './account-ports'
import { newToken, tokenHash } from './invite-token'
import type { Ports } from './ports'

const DAY_MS = 86_400_000

/** The token is in the answer, and nowhere else: it can't be shown again. `now` in milliseconds. */
export function createInvite({ admin }: Pick<Ports, 'admin'>, { now = Date.now }: { readonly now?: () => number }) {
  return async (
    { userId }: Actor,
    { days, maxUses }: { days: number; maxUses: number },
  ): Promise<{ invite: InviteInfo; token: string }> => {
    const token = newToken()
    const expiresAt = new Date(now() + days * DAY_MS).toISOString()
    const invite = await admin.createInvite({ tokenHash: tokenHash(token), createdById: userId, expiresAt, maxUses })
    return { invite, token }
  }
}
