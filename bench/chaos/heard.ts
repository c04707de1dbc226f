import type { ServerEvent } from '@/client/server-event'
import { type Dial, dialSocket } from '@/client/wire'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Finding } from './finding'

/** What one client applied of one conversation. */
interface Run {
  readonly conversationId: ConversationId
  /** It began after this seq. */
  readonly after: Seq
  last: Seq
  /** From this seq on they were in it, or out. */
  readonly stays: { readonly from: Seq; readonly active: boolean }[]
  readonly posted: Seq[]
  readonly disorder: string[]
}

/** Where a message, or something else, stands. */
export interface Place {
  readonly conversationId: ConversationId
  readonly seq: Seq
}

const POSTED = 'every message that a member may see was applied once, and in order'
const WIRED = 'nothing came over a wire that its receiver may not see'

/** What somebody's clients applied, and what came over their wires, seq by seq. */
export class Heard {
  readonly #who: string
  #userId: UserId | null = null
  readonly #runs: Run[] = []
  readonly #current = new Map<ConversationId, Run>()
  readonly #wired = new Map<ConversationId, Set<Seq>>()
  /** Of these conversations the next push of a message is lost on its way. */
  readonly #deafTo = new Set<ConversationId>()

  constructor(who: string) {
    this.#who = who
  }

  /** A new client begins with what it loaded. */
  begin(
    userId: UserId,
    here: Iterable<{ readonly id: ConversationId; readonly lastSeq: Seq; readonly active: boolean }>,
  ): void {
    this.#userId = userId
    this.#current.clear()
    for (const { id, lastSeq, active } of here) this.#run(id, lastSeq, active)
  }

  applied(event: LogEvent): void {
    const { conversationId, seq } = event
    const run = this.#current.get(conversationId) ?? this.#run(conversationId, seq - 1)
    if ('member' in event && event.member.userId === this.#userId)
      run.stays.push({ from: seq, active: event.member.active })
    if (seq <= run.last) run.disorder.push(`${this.#who} in ${conversationId} applied ${seq} after ${run.last}`)
    run.last = Math.max(run.last, seq)
    if (event.kind === 'message:posted') run.posted.push(seq)
  }

  loseNext(id: ConversationId): void {
    this.#deafTo.add(id)
  }

  isDeafTo(id: ConversationId): boolean {
    return this.#deafTo.has(id)
  }

  /** Socket.IO's way, with an ear on it. */
  readonly dial: Dial = (target, listener) =>
    dialSocket(target, {
      ...listener,
      connected: () => listener.connected(),
      closed: (refusal) => listener.closed(refusal),
      event: (event) => {
        if (this.#passes(event)) listener.event(event)
      },
    })

  /** Every seq that came over a wire. */
  get wired(): readonly Place[] {
    return [...this.#wired].flatMap(([conversationId, seqs]) => [...seqs].map((seq) => ({ conversationId, seq })))
  }

  /** @param visible All messages that they may see. @param leaked Of what came over a wire, what they may not. */
  findings(visible: readonly Place[], leaked: readonly Place[]): Finding[] {
    const wrong = leaked.map(({ conversationId, seq }) => `${this.#who} was sent ${seq} of ${conversationId}`)
    return [this.#applications(visible), { claim: WIRED, examined: this.wired.length, wrong }]
  }

  #run(conversationId: ConversationId, after: Seq, active = true): Run {
    const run: Run = { conversationId, after, last: after, stays: [{ from: after, active }], posted: [], disorder: [] }
    this.#runs.push(run)
    this.#current.set(conversationId, run)
    return run
  }

  #passes(event: ServerEvent): boolean {
    if (event.name === 'log:appended') {
      const { payload } = event
      if (payload.kind !== 'skip') this.#wire(payload.conversationId, payload.seq)
    }
    if (event.name !== 'message:posted') return true
    const { places } = event.payload.message
    for (const { conversationId, seq } of [event.payload, ...places]) this.#wire(conversationId, seq)
    const lost = places.some(({ conversationId }) => this.#deafTo.has(conversationId))
    if (lost) for (const { conversationId } of places) this.#deafTo.delete(conversationId)
    return !lost
  }

  #wire(id: ConversationId, seq: Seq): void {
    const seqs = this.#wired.get(id) ?? new Set()
    this.#wired.set(id, seqs.add(seq))
  }

  #applications(visible: readonly Place[]): Finding {
    const wrong = this.#runs.flatMap((run) => {
      const due = new Set(visible.flatMap((place) => (isIn(run, place) ? place.seq : [])))
      const had = new Set(run.posted)
      const where = `${this.#who} in ${run.conversationId} (from ${run.after} to ${run.last})`
      return [
        ...run.disorder,
        ...[...due].filter((seq) => !had.has(seq) && !wasOut(run, seq)).map((seq) => `${where} missed ${seq}`),
        ...run.posted.filter((seq) => !due.has(seq)).map((seq) => `${where} applied ${seq}, which isn’t theirs`),
      ]
    })
    return { claim: POSTED, examined: this.#runs.reduce((sum, { posted }) => sum + posted.length, 0), wrong }
  }
}

const isIn = (run: Run, { conversationId, seq }: Place): boolean =>
  conversationId === run.conversationId && seq > run.after && seq <= run.last

/** What was said while they were out may be open to them since they are back: as history, which isn't told. */
const wasOut = ({ stays }: Run, seq: Seq): boolean => stays.findLast(({ from }) => from < seq)?.active === false
