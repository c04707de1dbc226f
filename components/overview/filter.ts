import type { OverviewLine } from '@/client/kith'
import { faceOf } from '../conversation/face'
import type { People } from '../people/use-names'

export type OverviewFilter = 'all' | 'unread' | 'groups' | 'archived' | 'requests'

export const isUnread = ({ state }: OverviewLine): boolean => state.unread > 0 || state.markedUnread

/** The lines to show. A search looks through all of them, archived or not. */
export function filterLines(
  lines: readonly OverviewLine[],
  filter: OverviewFilter,
  search: string,
  people: People,
): readonly OverviewLine[] {
  // Folding takes the browser long, even of nothing.
  const words = search === '' ? [] : fold(search).split(/\s+/).filter(Boolean)
  if (words.length > 0) {
    return lines.filter((line) => {
      const face = faceOf(line.entry.conversation, people)
      const name = fold(`${face.name} ${face.profile?.fullName ?? ''} ${face.profile?.userName ?? ''}`)
      return words.every((word) => name.includes(word))
    })
  }
  return lines.filter((line) => line.state.archived === (filter === 'archived') && passes(line, filter))
}

function passes(line: OverviewLine, filter: OverviewFilter): boolean {
  if (filter === 'unread') return isUnread(line)
  return filter !== 'groups' || line.entry.conversation.kind === 'group'
}

/** Without case and accents: "José" is found by "jose". */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
