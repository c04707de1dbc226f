import type { Conversation, HistoryEvent, LogEvent, Member } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** The newest known state of what a conversation's events are about: the higher `changedSeq` wins. */
export class Targets {
  #conversation: Conversation
  readonly #members = new Map<UserId, Member>()
  #list: readonly Member[] | null = null

  constructor(conversation: Conversation, member: Member) {
    this.#conversation = conversation
    this.#members.set(member.userId, member)
  }

  get conversation(): Conversation {
    return this.#conversation
  }

  get members(): ReadonlyMap<UserId, Member> {
    return this.#members
  }

  /** All that are known; the same list until one changes. */
  get memberList(): readonly Member[] {
    this.#list ??= [...this.#members.values()]
    return this.#list
  }

  /** Whether the event told something newer. */
  learn(event: LogEvent): boolean {
    if ('conversation' in event) return this.learnConversation(event.conversation)
    if ('member' in event) return this.learnMember(event.member)
    return false
  }

  learnConversation(conversation: Conversation): boolean {
    if (conversation.changedSeq <= this.#conversation.changedSeq) return false
    this.#conversation = conversation
    return true
  }

  learnMember(member: Member): boolean {
    const known = this.#members.get(member.userId)
    if (known && known.changedSeq >= member.changedSeq) return false
    this.#members.set(member.userId, member)
    this.#list = null
    return true
  }

  /** The event with the newest state of its target; the same object when it has that already. */
  refresh(event: HistoryEvent): HistoryEvent {
    if ('conversation' in event) {
      const newest = this.#conversation
      return newest.changedSeq > event.conversation.changedSeq ? { ...event, conversation: newest } : event
    }
    if ('member' in event) {
      const newest = this.#members.get(event.member.userId)
      return newest && newest.changedSeq > event.member.changedSeq ? { ...event, member: newest } : event
    }
    return event
  }
}
