import type { ServerInfo } from '@/contracts/dto'
import { PROTOCOL } from '@/contracts/events'
import type { Ports } from './ports'

export interface ServerInfoConfig extends Pick<ServerInfo, 'files' | 'editWindowMs'> {
  readonly groupMembers: number
  readonly gatewayUrl: string | null
}

/** What a client must know before anybody signs in. */
export function readServerInfo({ users, admin }: Pick<Ports, 'users' | 'admin'>, config: ServerInfoConfig) {
  return async (): Promise<ServerInfo> => {
    const [anybody, { signUpOpen }] = await Promise.all([users.any(), admin.settings()])
    return { protocol: PROTOCOL, signUpOpen, firstRun: !anybody, ...config }
  }
}
