import type { ServerInfo } from '@/contracts/dto'
import { PROTOCOL } from '@/contracts/events'
import type { Ports } from './ports'

export interface ServerInfoConfig extends Pick<ServerInfo, 'files' | 'editWindowMs'> {
  readonly groupMembers: number
  readonly gatewayUrl: string | null
}

/** What a client must know before anybody signs in. */
export function readServerInfo(
  { users, admin, retention }: Pick<Ports, 'users' | 'admin' | 'retention'>,
  { files, editWindowMs, groupMembers, gatewayUrl }: ServerInfoConfig,
) {
  return async (): Promise<ServerInfo> => {
    const [anybody, { signUpOpen }, kept] = await Promise.all([users.any(), admin.settings(), retention.read()])
    const configured = { files, editWindowMs, groupMembers, gatewayUrl }
    return { protocol: PROTOCOL, signUpOpen, firstRun: !anybody, retention: kept, ...configured }
  }
}
