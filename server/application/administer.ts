import type { InviteInfo } from '@/contracts/dto'
import type { AdminSettings } from './account-ports'
import type { Ports } from './ports'

type AdminPorts = Pick<Ports, 'admin'>

export function readSettings({ admin }: AdminPorts) {
  return (): Promise<AdminSettings> => admin.settings()
}

/** Closed: only by an invite. */
export function setSignUpOpen({ admin }: AdminPorts) {
  return async (open: boolean): Promise<{ signUpOpen: boolean }> => {
    await admin.setSignUpOpen(open)
    return { signUpOpen: open }
  }
}

/** Off: what is shown already stays. */
export function setLinkPreviews({ admin }: AdminPorts) {
  return async (on: boolean): Promise<{ linkPreviews: boolean }> => {
    await admin.setLinkPreviews(on)
    return { linkPreviews: on }
  }
}

/** All that were made, the newest first. */
export function listInvites({ admin }: AdminPorts) {
  return (): Promise<readonly InviteInfo[]> => admin.invites()
}

/** @throws KithError `not_found` */
export function revokeInvite({ admin }: AdminPorts) {
  return (id: string): Promise<void> => admin.revokeInvite(id)
}
