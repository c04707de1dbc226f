import { accountUseCases } from './account-use-cases'
import type { Ports } from './ports'

export interface UseCaseConfig {
  readonly groupMembers: number
  readonly gatewayUrl: string | null
}

/** Every use case, with its ports. One file each; a caller parses, calls one, presents. */
export function createUseCases(ports: Ports, config: UseCaseConfig) {
  return {
    ...accountUseCases(ports, config),
  }
}

export type UseCases = ReturnType<typeof createUseCases>
