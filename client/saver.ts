import type { ConversationId } from '@/contracts/ids'
import type { Environment } from './environment'
import type { Conversations } from './live/conversations'
import type { Storage, Write } from './storage/storage'

const SAVE_AFTER_MS = 700
/** Events of a conversation that are kept on this device. */
const WINDOW_EVENTS = 60

/** Writes what changed to the local store, in one go and off the hot path. */
export class Saver {
  readonly #storage: Storage
  readonly #conversations: Conversations
  readonly #environment: Environment
  readonly #lines = new Set<ConversationId>()
  readonly #others = new Map<string, Write>()
  #cancel: (() => void) | null = null

  constructor(storage: Storage, conversations: Conversations, environment: Environment) {
    this.#storage = storage
    this.#conversations = conversations
    this.#environment = environment
  }

  conversation(id: ConversationId): void {
    this.#lines.add(id)
    this.#later()
  }

  put(write: Write): void {
    this.#others.set(`${write.table} ${write.key}`, write)
    this.#later()
  }

  /** Their windows as they are stored, now: they are out of date. */
  forgetWindows(ids: readonly ConversationId[]): void {
    void this.#storage.write(ids.map((id) => ({ table: 'windows', key: id, value: undefined })))
  }

  /** What is stored of it has something that is gone: it goes now, and what is left is written later. */
  forgetOld(id: ConversationId): void {
    this.forgetWindows([id])
    if (this.#conversations.get(id)?.lineLost) void this.#storage.write([{ table: 'lines', key: id, value: undefined }])
    this.conversation(id)
  }

  /** Everything of it, now. */
  async wipe(id: ConversationId): Promise<void> {
    this.#lines.delete(id)
    await this.#storage.write([
      { table: 'lines', key: id, value: undefined },
      { table: 'windows', key: id, value: undefined },
    ])
  }

  async save(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    const writes = [...this.#others.values()]
    for (const id of this.#lines) writes.push(...this.#writes(id))
    this.#lines.clear()
    this.#others.clear()
    if (writes.length > 0) await this.#storage.write(writes)
  }

  /** Nothing more is written. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = () => {}
  }

  #writes(id: ConversationId): Write[] {
    const live = this.#conversations.get(id)
    // What is hidden by marks that are still on their way would be kept, and look whole.
    if (!live || live.ownBehind || live.lineLost || live.countLost) return []
    const line: Write = { table: 'lines', key: id, value: { ...live.entry(), erased: live.erased } }
    if (!live.timeline || !live.atEnd || live.stale) return [line]
    const { events, to, atStart, pins } = live.timeline
    const kept = events.slice(-WINDOW_EVENTS)
    return [
      line,
      {
        table: 'windows',
        key: id,
        value: {
          id,
          stay: live.stay,
          events: kept,
          to,
          pins,
          atStart: atStart && kept.length === events.length,
          at: live.lastSeq,
          own: live.own.all,
          ownVersion: live.own.known,
        },
      },
    ]
  }

  #later(): void {
    this.#cancel ??= this.#environment.after(SAVE_AFTER_MS, () => {
      this.#cancel = null
      void this.save()
    })
  }
}
