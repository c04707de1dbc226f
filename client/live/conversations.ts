import type { Head, LogEntry, LogEvent, OverviewEntry, Receipts } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { StateTold } from '../state-told'
import { ShownPlaces } from './gone-places'
import { type Applied, LiveConversation } from './live-conversation'
import { mergeReceipts } from './receipts'

/** Events of a conversation that isn't here yet, kept until its entry is. */
const KEPT_MAX = 1_000
const NO_RECEIPTS: Receipts = { delivered: 0, seen: 0 }

/** What to do about a conversation whose head differs from what is here. */
export interface Difference {
  /** Load the line: it isn't known, or what is private about it is newer. */
  readonly load: readonly ConversationId[]
  /** Its log went on. */
  readonly catchUp: readonly ConversationId[]
  /** Its receipts moved; they are taken over already. */
  readonly moved: readonly ConversationId[]
  /** Not open to me any more: wipe everything local of it. */
  readonly wipe: readonly ConversationId[]
}

/** All of a user's conversations, as events and snapshots make them. */
export class Conversations {
  readonly #me: UserId
  readonly #live = new Map<ConversationId, LiveConversation>()
  readonly #kept = new Map<ConversationId, LogEvent[]>()
  /** What was told of conversations that aren't here yet. */
  readonly #keptTold = new Map<ConversationId, StateTold[]>()
  readonly #keptReceipts = new Map<ConversationId, Receipts>()

  readonly #directs = new Map<UserId, ConversationId>()
  /** Messages as they are shown, in the places that are here. */
  readonly places = new ShownPlaces(({ conversationId, seq }) => {
    const live = this.#live.get(conversationId)
    return !live || seq <= live.clearedTo || live.isErased(seq)
  })
  /** The state's version with which I deleted a chat: what was asked for before doesn't bring it back. */
  readonly #away = new Map<ConversationId, number>()

  constructor(me: UserId) {
    this.#me = me
  }

  get(id: ConversationId): LiveConversation | undefined {
    return this.#live.get(id)
  }

  /** The direct chat with a user, if it is here. */
  directWith(userId: UserId): ConversationId | undefined {
    return this.#directs.get(userId)
  }

  all(): IterableIterator<LiveConversation> {
    return this.#live.values()
  }

  get size(): number {
    return this.#live.size
  }

  /** Null when the conversation isn't known: its entry is needed. */
  append(entry: LogEntry): Applied | null {
    const live = this.#live.get(entry.conversationId)
    if (live) return live.append(entry)
    if (entry.kind !== 'skip') this.#keep(entry)
    return null
  }

  /** A line's snapshot, joined with what was kept for it. See LiveConversation.receive for `jump`. */
  receive(entry: OverviewEntry, jump: boolean): Applied {
    const id = entry.conversation.id
    const known = this.#live.get(id)
    if (known) return known.receive(entry, jump)
    if (this.deletedSince(entry)) return { events: [], behind: false }
    const live = new LiveConversation(this.#me, entry)
    this.#live.set(id, live)
    const other = entry.conversation.pair?.find((userId) => userId !== this.#me)
    if (other !== undefined) this.#directs.set(other, id)
    const events: LogEvent[] = []
    for (const kept of this.#kept.get(id) ?? []) events.push(...live.append(kept).events)
    for (const { state, delivered } of this.#keptTold.get(id) ?? []) live.changeState(state, delivered)
    live.moveReceipts(this.#keptReceipts.get(id) ?? NO_RECEIPTS)
    this.#forget(id)
    return { events, behind: live.behind }
  }

  /** The entry was read before I deleted the chat. */
  deletedSince({ conversation, state }: OverviewEntry): boolean {
    return state.version < (this.#away.get(conversation.id) ?? 0)
  }

  /** Conversations that events came for and that aren't here. */
  get unknown(): readonly ConversationId[] {
    return [...this.#kept.keys()]
  }

  remove(id: ConversationId): void {
    this.#live.delete(id)
    for (const [userId, direct] of this.#directs) if (direct === id) this.#directs.delete(userId)
    this.#forget(id)
  }

  changeState(told: StateTold): LiveConversation | undefined {
    const live = this.#live.get(told.conversationId)
    if (told.state.away) this.#away.set(told.conversationId, told.state.version)
    if (live) live.changeState(told.state, told.delivered)
    else this.#keptTold.set(told.conversationId, [...(this.#keptTold.get(told.conversationId) ?? []).slice(-9), told])
    return live
  }

  moveReceipts(id: ConversationId, receipts: Receipts): void {
    const live = this.#live.get(id)
    if (live) live.moveReceipts(receipts)
    else this.#keptReceipts.set(id, mergeReceipts(this.#keptReceipts.get(id) ?? NO_RECEIPTS, receipts))
  }

  heads(): Head[] {
    return [...this.#live.values()].map((live) => ({
      conversationId: live.id,
      lastSeq: live.lastSeq,
      stateVersion: live.toldState.version,
      receipts: live.receipts,
    }))
  }

  /** `known`: the conversations that were here when the heads were asked for. Takes the receipts over. */
  compare(heads: readonly Head[], known: ReadonlySet<ConversationId>): Difference {
    const load: ConversationId[] = []
    const catchUp: ConversationId[] = []
    const moved: ConversationId[] = []
    const there = new Set<ConversationId>()
    for (const head of heads) {
      there.add(head.conversationId)
      const live = this.#live.get(head.conversationId)
      if (live?.moveReceipts(head.receipts)) moved.push(head.conversationId)
      if (!live || head.stateVersion > live.toldState.version) load.push(head.conversationId)
      if (live && head.lastSeq > live.lastSeq) catchUp.push(head.conversationId)
    }
    const wipe = [...known].filter((id) => !there.has(id) && this.#live.has(id))
    return { load, catchUp, moved, wipe }
  }

  #forget(id: ConversationId): void {
    this.#kept.delete(id)
    this.#keptTold.delete(id)
    this.#keptReceipts.delete(id)
  }

  #keep(event: LogEvent): void {
    const kept = this.#kept.get(event.conversationId)
    if (!kept) this.#kept.set(event.conversationId, [event])
    else if (kept.length < KEPT_MAX) kept.push(event)
  }
}
