import type { StoreApi } from 'zustand/vanilla'
import type { Draft } from '@/contracts/dto'
import type { ConversationId, Instant } from '@/contracts/ids'
import type { PrivateStateInput } from '@/contracts/inputs'
import { isTransient } from '@/server/domain/errors'
import { messageTextProblem } from '@/server/domain/message-text'
import { cell, put } from './cell'
import type { KeptDrafts } from './drafts-kept'
import { isNothing, NOTHING, newestDraft, sameWords, type Written, writtenAt } from './drafts-newest'
import type { Environment } from './environment'
import { asRefusal } from './refusal'
import type { ServerClock } from './server-clock'
import type { StateTold } from './state-told'

/** After the last key. */
const WRITE_AFTER_MS = 1_000
const RETRY_MS = 5_000
/** Somebody whose last key is less than that ago is typing. */
const TYPING_MS = 10_000

interface Dependencies {
  readonly environment: Pick<Environment, 'now' | 'after'>
  readonly clock: Pick<ServerClock, 'now'>
  readonly kept: KeptDrafts
  reachable(): boolean
  /** What the server has; undefined: the conversation isn't here yet. `closed`: I am not a member any more, or it has ended. */
  told(id: ConversationId): Draft | null | undefined | 'closed'
  setPrivateState(input: PrivateStateInput): Promise<StateTold>
  stateTold(told: StateTold): void
}

/**
 * What I have begun to write, in step with my other devices: here at once, and told to the server a moment after the
 * last key, one request for a conversation at a time. What was written last stays.
 */
export class Drafts {
  readonly store: StoreApi<ReadonlyMap<ConversationId, Draft>>
  readonly #deps: Dependencies
  readonly #typedAt = new Map<ConversationId, number>()
  readonly #timers = new Map<ConversationId, () => void>()
  readonly #inFlight = new Set<ConversationId>()
  /** When the last that was told was written: the server may have it. */
  readonly #asked = new Map<ConversationId, Instant>()
  /** What the server won't take, or what couldn't be sent anyway, until it is changed. */
  readonly #refused = new Map<ConversationId, Draft>()
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.store = cell<ReadonlyMap<ConversationId, Draft>>(new Map(dependencies.kept.all()))
  }

  write(id: ConversationId, written: Written): void {
    const told = this.#deps.told(id)
    const here = this.#here(id)
    if (this.#stopped || told === 'closed' || sameWords(here ?? NOTHING, written)) return
    const { environment, clock } = this.#deps
    this.#typedAt.set(id, environment.now())
    this.#set(id, { ...written, at: writtenAt(clock.now(), here, told ?? null) })
    this.#later(id, WRITE_AFTER_MS)
  }

  /** It was sent, or taken back. */
  clear(id: ConversationId): void {
    this.write(id, NOTHING)
    this.flush(id)
  }

  /** Without waiting: the chat is left, or the app goes out of sight. */
  flush(only?: ConversationId): void {
    for (const id of only === undefined ? [...this.#timers.keys()] : [only]) {
      if (!this.#timers.has(id)) continue
      this.#cancel(id)
      void this.#tell(id)
    }
  }

  /** What the server has may have changed. */
  follow(id: ConversationId): void {
    const told = this.#deps.told(id)
    const here = this.#here(id)
    if (this.#stopped || told === undefined) return
    if (told === 'closed') {
      if (here) this.forget(id)
      return
    }
    const next = newestDraft(here, told, this.#typingAt(id))
    if (next && next !== here) this.#set(id, next)
    if (this.#untold(id) && !this.#timers.has(id) && !this.#inFlight.has(id)) this.#later(id, WRITE_AFTER_MS)
  }

  /** What waited can be told. */
  reconnected(): void {
    for (const id of this.store.getState().keys()) {
      this.follow(id)
      this.flush(id)
    }
  }

  /** The conversation isn't mine any more. */
  forget(id: ConversationId): void {
    this.#cancel(id)
    this.#refused.delete(id)
    this.#asked.delete(id)
    this.#deps.kept.put(id, null)
    const drafts = new Map(this.store.getState())
    if (drafts.delete(id)) put(this.store, drafts)
  }

  /** All conversations that are mine. */
  keepOnly(ids: ReadonlySet<ConversationId>): void {
    for (const id of this.store.getState().keys()) if (!ids.has(id)) this.forget(id)
  }

  wipe(): void {
    this.stop()
    this.keepOnly(new Set())
  }

  stop(): void {
    this.#stopped = true
    for (const id of [...this.#timers.keys()]) this.#cancel(id)
  }

  #here(id: ConversationId): Draft | null {
    return this.store.getState().get(id) ?? null
  }

  /** Null: nobody types here. */
  #typingAt(id: ConversationId): number | null {
    const { environment, clock } = this.#deps
    const agoMs = environment.now() - (this.#typedAt.get(id) ?? Number.NEGATIVE_INFINITY)
    return agoMs < TYPING_MS && this.#untold(id) ? clock.now() : null
  }

  /** Written here, and neither the server's nor refused. */
  #untold(id: ConversationId): Draft | null {
    const here = this.#here(id)
    const told = this.#deps.told(id)
    if (!here || told === undefined || told === 'closed' || here === this.#refused.get(id)) return null
    return told === null || here.at > told.at ? here : null
  }

  #set(id: ConversationId, draft: Draft): void {
    put(this.store, new Map(this.store.getState()).set(id, draft))
    // What is gone is remembered until the server knows it, too.
    this.#deps.kept.put(id, isNothing(draft) && !this.#untold(id) ? null : draft)
  }

  #later(id: ConversationId, delayMs: number): void {
    this.#cancel(id)
    if (this.#stopped) return
    const cancel = this.#deps.environment.after(delayMs, () => {
      this.#timers.delete(id)
      void this.#tell(id)
    })
    this.#timers.set(id, cancel)
  }

  #cancel(id: ConversationId): void {
    this.#timers.get(id)?.()
    this.#timers.delete(id)
  }

  /** Written and sent, or taken back, before anybody was told of it: then there is nothing to tell. */
  #nobodyKnew(id: ConversationId, draft: Draft): boolean {
    const told = this.#deps.told(id)
    if (told === undefined || told === 'closed' || !isNothing(draft) || !isNothing(told ?? NOTHING)) return false
    if ((this.#asked.get(id) ?? '') > (told?.at ?? '')) return false
    if (told) this.#set(id, told)
    else this.forget(id)
    return true
  }

  async #tell(id: ConversationId): Promise<void> {
    const draft = this.#untold(id)
    if (!draft || this.#inFlight.has(id) || !this.#deps.reachable()) return
    if (this.#nobodyKnew(id, draft)) return
    if (messageTextProblem(draft.text) !== null) {
      this.#refused.set(id, draft)
      return
    }
    this.#inFlight.add(id)
    this.#asked.set(id, draft.at)
    let again = 0
    try {
      const answer = await this.#deps.setPrivateState({ conversationId: id, draft })
      if (!this.#stopped) this.#deps.stateTold(answer)
    } catch (error) {
      if (isTransient(asRefusal(error).code)) again = RETRY_MS
      else this.#refused.set(id, draft)
    } finally {
      this.#inFlight.delete(id)
    }
    // What was written meanwhile has waited its time.
    if (this.#untold(id) && !this.#timers.has(id)) this.#later(id, again)
  }
}
