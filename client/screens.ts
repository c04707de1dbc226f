import type { ConversationId } from '@/contracts/ids'
import { type HandleDependencies, OpenConversation } from './conversation'
import type { Conversations } from './live/conversations'
import type { OverviewView } from './overview-view'
import type { Saver } from './saver'

interface Dependencies {
  readonly conversations: Conversations
  readonly saver: Pick<Saver, 'conversation'>
  readonly overview: OverviewView
}

/** What screens look at. Changes of one turn are shown together. */
export class Screens {
  readonly #deps: Dependencies
  readonly #handles = new Map<ConversationId, OpenConversation>()
  readonly #changed = new Set<ConversationId>()
  #scheduled = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** One handle for each conversation, however often it is asked for. */
  conversation(id: ConversationId, dependencies: () => HandleDependencies): OpenConversation {
    const known = this.#handles.get(id)
    if (known) return known
    const handle = new OpenConversation(id, dependencies())
    this.#handles.set(id, handle)
    return handle
  }

  get(id: ConversationId): OpenConversation | undefined {
    return this.#handles.get(id)
  }

  all(): IterableIterator<OpenConversation> {
    return this.#handles.values()
  }

  /** Something of the conversation changed: it is shown, and stored. */
  readonly changed = (id: ConversationId): void => {
    if (this.#deps.conversations.get(id)) this.#deps.saver.conversation(id)
    this.show(id)
  }

  show(...ids: readonly ConversationId[]): void {
    for (const id of ids) this.#changed.add(id)
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => this.flush())
  }

  readonly flush = (): void => {
    this.#scheduled = false
    const changed = [...this.#changed]
    this.#changed.clear()
    this.#deps.overview.show(changed)
    for (const id of changed) this.#handles.get(id)?.show()
  }
}
