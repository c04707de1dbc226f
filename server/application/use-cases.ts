import { accountUseCases } from './account-use-cases'
import { announcePresence } from './announce-presence'
import { conversationUseCases } from './conversation-use-cases'
import { eraseDue } from './erase-due'
import { type Examined, examineServer } from './examine-server'
import { exportUseCases } from './export-use-cases'
import { fileUseCases } from './file-use-cases'
import { lookingBehindLinks } from './looking-behind-links'
import { notificationUseCases } from './notification-use-cases'
import { notifying } from './notifying'
import type { Ports } from './ports'
import type { ServerInfoConfig } from './read-server-info'
import { showWhatIsBehind } from './show-what-is-behind'
import { stickerUseCases } from './sticker-use-cases'

export interface UseCaseConfig extends ServerInfoConfig {
  /** In milliseconds; left out: the system's clock. */
  readonly now?: () => number
  readonly deployment: Pick<Examined, 'bucket' | 'shared' | 'pushContact' | 'encrypted'>
}

/** Every use case, with its ports. One file each; a caller parses, calls one, presents. */
export function createUseCases(ports: Ports, config: UseCaseConfig) {
  return {
    ...accountUseCases(ports, config),
    ...notifying(ports, lookingBehindLinks(ports, conversationUseCases(ports, config))),
    ...notificationUseCases(ports, config.now ?? Date.now),
    ...fileUseCases(ports, config),
    ...stickerUseCases(ports),
    ...exportUseCases(ports, config),
    showWhatIsBehind: showWhatIsBehind(ports),
    announcePresence: announcePresence(ports),
    eraseDue: eraseDue(ports),
    examineServer: examineServer({ ...ports, ...config.deployment }),
  }
}

export type UseCases = ReturnType<typeof createUseCases>
