import type { ConversationId } from '@/contracts/ids'
import type { OverviewLine } from '../kith'
import { byActivity, isListed } from './overview-order'

/** More changes at once than this are sorted anew rather than put in one by one. */
const MANY = 50

/** The overview's lines in their order, changed a few at a time. Unchanged lines keep their identity. */
export class OverviewLines {
  readonly #byId = new Map<ConversationId, OverviewLine>()
  #listed: readonly OverviewLine[] = []

  get listed(): readonly OverviewLine[] {
    return this.#listed
  }

  get(id: ConversationId): OverviewLine | undefined {
    return this.#byId.get(id)
  }

  /** `null` takes the line away. */
  change(changes: ReadonlyMap<ConversationId, OverviewLine | null>): readonly OverviewLine[] {
    const gone = new Set<OverviewLine>()
    const come: OverviewLine[] = []
    for (const [id, line] of changes) {
      const before = this.#byId.get(id)
      if (before) gone.add(before)
      if (line === null) this.#byId.delete(id)
      else this.#byId.set(id, line)
      if (line && isListed(line)) come.push(line)
    }
    const kept = this.#listed.filter((line) => !gone.has(line))
    this.#listed = come.length > MANY ? [...kept, ...come].sort(byActivity) : come.reduce(insert, kept)
    return this.#listed
  }
}

function insert(lines: OverviewLine[], line: OverviewLine): OverviewLine[] {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = lines[middle]
    if (other && byActivity(other, line) <= 0) low = middle + 1
    else high = middle
  }
  lines.splice(low, 0, line)
  return lines
}
