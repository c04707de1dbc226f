import type { ConversationId } from '@/contracts/ids'
import { type HandleDependencies, OpenConversation } from './conversation'
import type { Environment } from './environment'
import type { Conversations } from './live/conversations'
import type { OverviewView } from './overview-view'
import type { Saver } from './saver'

/** What showing took is followed by so many times as much rest, up to a limit: a slow device stays usable. */
const REST_TIMES = 3
const REST_MAX_MS = 250

interface Dependencies {
  readonly conversations: Conversations
  readonly saver: Pick<Saver, 'conversation'>
  readonly overview: OverviewView
  readonly environment: Pick<Environment, 'now' | 'after' | 'visible'>
  /** After something was shown, what comes within this time is shown together. */
  readonly gatherMs: number
}

/**
 * What screens look at. Changes of one turn are shown together, the first of all at once; what others do after that is
 * gathered for some frames, while what the person does here is shown by `flush` without waiting.
 */
export class Screens {
  readonly #deps: Dependencies
  readonly #handles = new Map<ConversationId, OpenConversation>()
  readonly #changed = new Set<ConversationId>()
  #scheduled = false
  #cancel: (() => void) | null = null
  #restsUntil = 0

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
    const { environment } = this.#deps
    const restMs = this.#restsUntil - environment.now()
    // A page in the background gets its timers late, and draws nothing.
    if (restMs > 0 && restMs <= REST_MAX_MS && environment.visible()) {
      this.#cancel = environment.after(restMs, () => this.flush())
    } else queueMicrotask(() => this.#scheduled && this.flush())
  }

  readonly flush = (): void => {
    this.#scheduled = false
    this.#cancel?.()
    this.#cancel = null
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const id of changed) this.#handles.get(id)?.readAlong()
    this.#deps.overview.show(changed)
    for (const id of changed) this.#handles.get(id)?.show()
    this.#rest()
  }

  /** Screens draw in a turn of their own, right after what was shown. */
  #rest(): void {
    const { environment, gatherMs } = this.#deps
    if (gatherMs === 0) return
    const from = environment.now()
    this.#restsUntil = from + gatherMs
    queueMicrotask(() => {
      const now = environment.now()
      this.#restsUntil = now + Math.min(REST_MAX_MS, Math.max(gatherMs, (now - from) * REST_TIMES))
    })
  }
}
