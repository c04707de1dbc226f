import type { LogEntry, Place } from '@/contracts/dto'
import { compareIds } from '@/server/domain/roles'

/** Whether a chat isn't here, or what was said there isn't any more. */
export type IsGone = (place: Place) => boolean

/** Without the places of its message that are gone; the same object when there are none. */
function withoutGone<E extends LogEntry>(entry: E, isGone: IsGone): E {
  if (!('message' in entry) || entry.message.places.length < 2) return entry
  const { message, conversationId } = entry
  const places = message.places.filter((place) => place.conversationId === conversationId || !isGone(place))
  if (places.length === message.places.length) return entry
  const mentions = [...new Set(places.flatMap((place) => place.mentions ?? []))].sort(compareIds)
  return { ...entry, message: { ...message, places, mentions } }
}

/**
 * Messages as they are shown: in those places alone that are here. What is held keeps all of them, so that a chat that
 * comes later, or comes back, is named without asking again. The same objects until something changes.
 */
export class ShownPlaces {
  readonly #isGone: IsGone
  #shown = new WeakMap<LogEntry, LogEntry>()

  constructor(isGone: IsGone) {
    this.#isGone = isGone
  }

  /** What is here, or gone, is something else now. */
  changed(): void {
    this.#shown = new WeakMap()
  }

  of<E extends LogEntry>(entry: E): E {
    const known = this.#shown.get(entry)
    if (known) return known as E
    const shown = withoutGone(entry, this.#isGone)
    if (shown !== entry) this.#shown.set(entry, shown)
    return shown
  }

  /** The same list when nothing in it is gone. */
  ofAll<E extends LogEntry>(entries: readonly E[]): readonly E[] {
    return entries.some((entry) => this.of(entry) !== entry) ? entries.map((entry) => this.of(entry)) : entries
  }
}
