'use client'

import { SearchX } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { OverviewLine } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import type { ConversationId } from '@/contracts/ids'
import type { SearchHit } from '@/contracts/search'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { OverviewLineView } from '../overview/overview-line'
import { MoreLines } from '../overview/overview-skeleton'
import { PersonRow } from '../people/person-row'
import type { People } from '../people/use-names'
import { usePeopleSearch } from '../people/use-people-search'
import { refusalOf } from '../refusal'
import { showConversation } from '../shell/location'
import { EmptyState } from '../ui/empty-state'
import { FoundMessages } from './found-messages'
import { goToHit } from './gone-to'
import type { SearchFilters } from './search-filters'
import { useMessageSearch } from './use-message-search'

const SHOWN_CHATS = 30
const SHOWN_PEOPLE = 5

interface OverviewResultsProps {
  readonly words: string
  readonly filters: SearchFilters
  /** Conversations with such a name. */
  readonly lines: readonly OverviewLine[]
  readonly allLines: readonly OverviewLine[]
  /** They are all there are: what isn't among them is nowhere. */
  readonly complete: boolean
  readonly people: People
  readonly selectedId: ConversationId | null
}

/** What a search in everything found: chats, people, messages. Arrows move among them. */
export function OverviewResults({
  words,
  filters,
  lines,
  allLines,
  complete,
  people,
  selectedId,
}: OverviewResultsProps) {
  const list = useRef<HTMLElement>(null)
  const kith = useKith()
  const narrowed = Object.keys(filters).length > 0
  const found = useMessageSearch(words, filters)
  const persons = usePeopleSearch(words)
  const talkedWith = new Set(lines.map(({ entry }) => faceOf(entry.conversation, people).userId))
  const others = [...persons.contacts, ...persons.others].filter(({ profile }) => !talkedWith.has(profile.id))
  const shownPeople = words.trim() && !narrowed ? others.slice(0, SHOWN_PEOPLE) : []
  const shownLines = narrowed ? [] : lines.slice(0, SHOWN_CHATS)
  const faceOfHit = (hit: SearchHit) => {
    const line = allLines.find(({ entry }) => entry.conversation.id === hit.conversationId)
    return line ? faceOf(line.entry.conversation, people) : null
  }
  const moreLines = !complete && !narrowed
  const waiting = found.loading || persons.status === 'loading' || moreLines
  const none = shownLines.length + shownPeople.length === 0 && (found.hits?.length ?? 0) === 0
  const openDirect = (userId: string) =>
    kith.openDirect(userId).then(showConversation, (error: unknown) => toast.error(refusalOf(error).message))

  return (
    <section
      ref={list}
      aria-label="Search results"
      data-overview-list=""
      onKeyDown={(event) => moveAmongResults(event, list.current)}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4 [scrollbar-width:thin]"
    >
      <span role="status" className="sr-only">
        {waiting ? '' : `${shownLines.length} chats, ${shownPeople.length} people, ${found.hits?.length ?? 0} messages`}
      </span>
      {(shownLines.length > 0 || moreLines) && (
        <Group title="Chats">
          <ul>
            {shownLines.map((line) => (
              <li key={line.entry.conversation.id}>
                <OverviewLineView
                  line={line}
                  people={people}
                  selected={line.entry.conversation.id === selectedId}
                  tabbable
                />
              </li>
            ))}
          </ul>
          {moreLines && <MoreLines shown={1} />}
        </Group>
      )}
      {shownPeople.length > 0 && (
        <Group title="People">
          <ul>
            {shownPeople.map(({ profile, name }) => (
              <li key={profile.id}>
                <button
                  type="button"
                  data-result=""
                  onClick={() => void openDirect(profile.id)}
                  className="mx-2 flex w-[calc(100%-1rem)] items-center gap-3 rounded-xl px-2.5 py-2 outline-offset-[-2px] hover:bg-hover"
                >
                  <PersonRow profile={profile} name={name} />
                </button>
              </li>
            ))}
          </ul>
        </Group>
      )}
      {found.hits && (!none || waiting || found.error) && (
        <Group title="Messages">
          <FoundMessages
            found={found}
            people={people}
            faceOfHit={faceOfHit}
            onGo={(id, seq) => goToHit(id, seq, words)}
          />
        </Group>
      )}
      {none && !waiting && !found.error && <NothingFound words={words.trim()} asked={found.hits !== null} />}
    </section>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="px-4.5 pt-3 pb-1 text-sm font-semibold text-accent-ink">{title}</h2>
      {children}
    </section>
  )
}

function NothingFound({ words, asked }: { words: string; asked: boolean }) {
  if (!asked && words === '') {
    return <EmptyState icon={<SearchX />} title="Search this chat" description="Type what you are looking for." />
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title={
        words ? (
          <>
            Nothing found for “<bdi>{words}</bdi>”
          </>
        ) : (
          'Nothing found'
        )
      }
      description="Try fewer or other words, or take a filter away."
    />
  )
}

/** Up from the first goes back to the field. */
export function moveAmongResults(event: KeyboardEvent, list: HTMLElement | null): void {
  if (!list || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey) return
  const rows = [...list.querySelectorAll<HTMLElement>('[data-conversation],[data-result]')]
  const at = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  event.preventDefault()
  if (next) next.focus()
  else if (event.key === 'ArrowUp') document.querySelector<HTMLElement>('[data-search-field]')?.focus()
}
