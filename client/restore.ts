import type { Profile } from '@/contracts/dto'
import type { ContactList } from './contacts'
import type { Conversations } from './live/conversations'
import type { Storage } from './storage/storage'
import type { StoredLine, StoredWindow } from './storage/stored'

/** Conversations whose last page is kept on this device. */
const WINDOWS_MAX = 50

export interface Restored {
  readonly overviewHere: boolean
  readonly people: readonly Profile[]
  /** See ServerClock. */
  readonly clock: unknown
  readonly contacts: Parameters<ContactList['restore']>[0] | null
}

/** Puts into `conversations` what an earlier run stored. */
export async function restore(storage: Storage, conversations: Conversations): Promise<Restored> {
  const [lines, windows, people, [contacts], overview, clock] = await Promise.all([
    storage.all('lines') as Promise<readonly StoredLine[]>,
    storage.all('windows') as Promise<readonly StoredWindow[]>,
    storage.all('people') as Promise<readonly Profile[]>,
    storage.all('contacts') as Promise<readonly NonNullable<Restored['contacts']>[]>,
    storage.get('meta', 'overview'),
    storage.get('meta', 'clock'),
  ])
  for (const { erased, ...entry } of lines) {
    if (!conversations.get(entry.conversation.id)) conversations.receive(entry, false)
    conversations.get(entry.conversation.id)?.restoreErased(erased)
  }
  const newest = [...windows].sort((a, b) => lastAt(b).localeCompare(lastAt(a)))
  for (const window of newest.slice(0, WINDOWS_MAX))
    conversations.get(window.id)?.restore(window, window.stay, window.at, window.own, window.ownVersion)
  const old = newest.slice(WINDOWS_MAX)
  if (old.length > 0) void storage.write(old.map(({ id }) => ({ table: 'windows', key: id, value: undefined })))
  return { overviewHere: overview !== undefined, people, clock, contacts: contacts ?? null }
}

const lastAt = ({ events }: StoredWindow): string => events.at(-1)?.at ?? ''
