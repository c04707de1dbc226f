import type { ConversationId } from '@/contracts/ids'
import { type HandleDependencies, OpenConversation } from './conversation'
import type { Environment } from './environment'
import type { Conversations } from './live/conversations'
import type { OverviewView } from './overview-view'
import { Pacer } from './pacer'
import type { Saver } from './saver'

/** A slow device stays usable. */
const CHATS = { times: 3, maxMs: 250 }
/** Of lines that others move all the time nobody reads more. */
const OVERVIEW = { times: 6, maxMs: 500 }
const OVERVIEW_GATHERS_TIMES = 3

interface Dependencies {
  readonly conversations: Conversations
  readonly saver: Pick<Saver, 'conversation'>
  readonly overview: OverviewView
  readonly environment: Pick<Environment, 'now' | 'after' | 'visible' | 'drawn'>
  /** After something was shown, what comes within this time is shown together; in the overview within three times as much. */
  readonly gatherMs: number
}

/**
 * What screens look at. Changes of one turn are shown together, the first of all at once; what others do after that is
 * gathered for some frames, in the overview for some more, while what the person does here is shown by `flush` without
 * waiting.
 */
export class Screens {
  readonly #deps: Dependencies
  readonly #handles = new Map<ConversationId, OpenConversation>()
  readonly #changed = new Set<ConversationId>()
  /** What is to be shown of them by themselves. */
  readonly #changedChats = new Set<ConversationId>()
  readonly #overview: Pacer
  readonly #chats: Pacer

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    const { environment, gatherMs } = dependencies
    const overviewPace = { ...OVERVIEW, gatherMs: gatherMs * OVERVIEW_GATHERS_TIMES }
    this.#overview = new Pacer({ environment, pace: overviewPace, show: () => this.#overviewDue() })
    this.#chats = new Pacer({ environment, pace: { ...CHATS, gatherMs }, show: () => this.#chatsDue() })
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
    for (const id of ids) {
      this.#changed.add(id)
      const handle = this.#handles.get(id)
      if (!handle) continue
      this.#changedChats.add(id)
      if (handle.isOpen) this.#chats.soon()
    }
    this.#overview.soon()
  }

  /** Shows all that changed, now. */
  readonly flush = (): void => {
    const changed = [...this.#changed]
    this.#changed.clear()
    this.#overview.shown()
    // Read where it is seen, it is unread nowhere.
    for (const id of changed) this.#handles.get(id)?.readAlong()
    const pacers = this.#deps.overview.show(changed) ? [this.#overview] : []
    if (this.#showChats()) pacers.push(this.#chats)
    this.#rest(pacers)
  }

  /** Chats that are due soon have the overview shown with them: it is one drawing. */
  #overviewDue(): void {
    if (!this.#chats.planned || this.#chats.restMs === 0) this.flush()
  }

  #chatsDue(): void {
    if (this.#overview.restMs <= this.#deps.gatherMs) this.flush()
    else if (this.#showChats()) this.#rest([this.#chats])
  }

  /** Whether anything that is seen of them changed. */
  #showChats(): boolean {
    const changed = [...this.#changedChats]
    this.#changedChats.clear()
    this.#chats.shown()
    for (const id of changed) this.#handles.get(id)?.readAlong()
    return changed.filter((id) => this.#handles.get(id)?.show()).length > 0
  }

  /** Screens draw in a turn of their own, right after what was shown; the browser lays out and paints after that. */
  #rest(pacers: readonly Pacer[]): void {
    const { environment } = this.#deps
    if (pacers.length === 0) return
    for (const pacer of pacers) pacer.rest()
    const from = environment.now()
    queueMicrotask(() => {
      const tookMs = environment.now() - from
      for (const pacer of pacers) {
        pacer.rest()
        pacer.drew(tookMs)
      }
      environment.drawn((moreMs) => {
        for (const pacer of pacers) pacer.drew(tookMs + moreMs)
      })
    })
  }
}
