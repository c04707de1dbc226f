import type { KithClient } from '@/client/kith'
import type { ConversationId, Seq } from '@/contracts/ids'

type Marks = readonly Seq[]

/** Sees to it that what a client shows of marks and receipts only moves forward. */
export class OwnMarks {
  readonly #who: string
  readonly #before = new Map<string, Marks>()
  readonly wrong: string[] = []
  examined = 0

  constructor(who: string) {
    this.#who = who
  }

  /** Answers a function that ends it. A new client starts anew: it shows what the server has. */
  follow({ overview }: KithClient): () => void {
    this.#before.clear()
    return overview.subscribe(({ lines }) => {
      for (const { entry, state, receipts } of lines) {
        const { joinedSeq } = entry.member
        this.#look(entry.conversation.id, joinedSeq, [state.read, receipts.delivered, receipts.seen])
      }
    })
  }

  #look(id: ConversationId, stay: Seq, marks: Marks): void {
    const key = `${id} ${stay}`
    const before = this.#before.get(key)
    this.examined += 1
    if (before && marks.some((mark, at) => mark < (before[at] ?? 0)))
      this.wrong.push(`${this.#who} in ${id} shows ${marks} after ${before}`)
    this.#before.set(key, marks)
  }
}
