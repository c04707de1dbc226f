import { accountUseCases } from './account-use-cases'
import { announcePresence } from './announce-presence'
import { conversationUseCases } from './conversation-use-cases'
import { eraseDue } from './erase-due'
import { fileUseCases } from './file-use-cases'
import { lookingBehindLinks } from './looking-behind-links'
import type { Ports } from './ports'
import type { ServerInfoConfig } from './read-server-info'
import { showWhatIsBehind } from './show-what-is-behind'
import { stickerUseCases } from './sticker-use-cases'
import { watchPresence } from './watch-presence'

export type UseCaseConfig = ServerInfoConfig

/** Every use case, with its ports. One file each; a caller parses, calls one, presents. */
export function createUseCases(ports: Ports, config: UseCaseConfig) {
  return {
    ...accountUseCases(ports, config),
    ...lookingBehindLinks(ports, conversationUseCases(ports, config)),
    ...fileUseCases(ports, config),
    ...stickerUseCases(ports),
    showWhatIsBehind: showWhatIsBehind(ports),
    announcePresence: announcePresence(ports),
    eraseDue: eraseDue(ports),
    watchPresence: watchPresence(ports),
  }
}

export type UseCases = ReturnType<typeof createUseCases>
