import type { ConversationId } from '@/contracts/ids'
import type { Api } from './api'
import type { OverviewLine } from './kith'
import type { Conversations } from './live/conversations'

const PAGE = 50

interface Dependencies {
  readonly api: Pick<Api, 'history'>
  readonly conversations: Conversations
  /** How many of the newest conversations. */
  readonly max: number
  changed(id: ConversationId): void
}

/** Fetches the last pages of the newest conversations one by one, so that opening them waits for nothing. */
export class Prefetch {
  readonly #deps: Dependencies
  #running = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  async run(lines: readonly OverviewLine[]): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      for (const { entry } of lines.slice(0, this.#deps.max)) await this.#fetch(entry.conversation.id)
    } catch {
      // Opening it asks again, and says so when it fails.
    } finally {
      this.#running = false
    }
  }

  async #fetch(id: ConversationId): Promise<void> {
    const live = this.#deps.conversations.get(id)
    if (!live || live.timeline) return
    const { stay } = live
    live.pageAsked()
    try {
      const page = await this.#deps.api.history({ conversationId: id, limit: PAGE })
      // Opened meanwhile: its own window counts.
      if (live.timeline || stay !== live.stay || live !== this.#deps.conversations.get(id)) live.pageFailed()
      else live.mergeWindow(page)
    } catch (error) {
      live.pageFailed()
      throw error
    }
    this.#deps.changed(id)
  }
}
