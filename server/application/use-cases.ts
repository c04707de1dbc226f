import { accountUseCases } from './account-use-cases'
import { announcePresence } from './announce-presence'
import { conversationUseCases } from './conversation-use-cases'
import { eraseDue } from './erase-due'
import { fileUseCases } from './file-use-cases'
import { lookingBehindLinks } from './looking-behind-links'
import { notificationUseCases } from './notification-use-cases'
import { notifying } from './notifying'
import type { Ports } from './ports'
import type { ServerInfoConfig } from './read-server-info'
import { showWhatIsBehind } from './show-what-is-behind'
import { stickerUseCases } from './sticker-use-cases'
import { watchPresence } from './watch-presence'

export interface UseCaseConfig extends ServerInfoConfig {
  /** In milliseconds; left out: the system's clock. */
  readonly now?: () => number
}

/** Every use case, with its ports. One file each; a caller parses, calls one, presents. */
export function createUseCases(ports: Ports, config: UseCaseConfig) {
  return {
    ...accountUseCases(ports, config),
    ...notifying(ports, lookingBehindLinks(ports, conversationUseCases(ports, config))),
    ...notificationUseCases(ports, config.now ?? Date.now),
    ...fileUseCases(ports, config),
    ...stickerUseCases(ports),
    showWhatIsBehind: showWhatIsBehind(ports),
    announcePresence: announcePresence(ports),
    eraseDue: eraseDue(ports),
    watchPresence: watchPresence(ports),
  }
}

export type UseCases = ReturnType<typeof createUseCases>
