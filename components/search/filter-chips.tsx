'use client'

import { useStore } from 'zustand'
import type { ContentKind } from '@/contracts/search'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { MenuItem } from '../ui/menu'
import { DayRange } from './day-range'
import { FilterChip } from './filter-chip'
import type { SearchFilters } from './search-filters'

const OFFERED = 40
const KINDS: Record<ContentKind, string> = {
  media: 'Photos and videos',
  file: 'Files',
  voice: 'Voice messages',
  link: 'Links',
}

interface FilterChipsProps {
  readonly filters: SearchFilters
  readonly onChange: (filters: SearchFilters) => void
  /** Within one chat there is no choice of chats. */
  readonly alone?: boolean
}

/** From whom, in which chat, of what kind, and when. */
export function FilterChips({ filters, onChange, alone = false }: FilterChipsProps) {
  const people = useNames()
  const kith = useKith()
  const contacts = useStore(kith.contacts, (state) => state.contacts)
  const lines = useStore(kith.overview, (overview) => overview.lines)
  const without = (...names: (keyof SearchFilters)[]) =>
    onChange(Object.fromEntries(Object.entries(filters).filter(([name]) => !names.some((one) => one === name))))
  const { senderId, conversationId, kind } = filters
  const line = lines.find(({ entry }) => entry.conversation.id === conversationId)
  const nameOf = (userId: string) => (userId === people.meId ? 'Me' : people.nameOf(userId))
  const partners = lines.flatMap(({ entry }) => faceOf(entry.conversation, people).userId ?? [])
  const senders = [...new Set([people.meId, ...contacts.map(({ profile }) => profile.id), ...partners])]
  return (
    <fieldset className="flex flex-wrap gap-1.5 px-4 py-1.5">
      <legend className="sr-only">Filters</legend>
      <FilterChip label="From" chosen={senderId ? nameOf(senderId) : null} onClear={() => without('senderId')}>
        {senders.slice(0, OFFERED).map((userId) => (
          <MenuItem key={userId} onClick={() => onChange({ ...filters, senderId: userId })}>
            <bdi>{nameOf(userId)}</bdi>
          </MenuItem>
        ))}
      </FilterChip>
      {!alone && (
        <FilterChip
          label="In chat"
          chosen={line ? faceOf(line.entry.conversation, people).name : null}
          onClear={() => without('conversationId')}
        >
          {lines.slice(0, OFFERED).map(({ entry: { conversation } }) => (
            <MenuItem key={conversation.id} onClick={() => onChange({ ...filters, conversationId: conversation.id })}>
              <bdi>{faceOf(conversation, people).name}</bdi>
            </MenuItem>
          ))}
        </FilterChip>
      )}
      <FilterChip label="Kind" chosen={kind ? KINDS[kind] : null} onClear={() => without('kind')}>
        {(Object.keys(KINDS) as ContentKind[]).map((one) => (
          <MenuItem key={one} onClick={() => onChange({ ...filters, kind: one })}>
            {KINDS[one]}
          </MenuItem>
        ))}
      </FilterChip>
      <DayRange filters={filters} onChange={onChange} onClear={() => without('from', 'to')} />
    </fieldset>
  )
}
