import type { StoreApi } from 'zustand/vanilla'
import type { Me, Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Api } from './api'
import { cell, put } from './cell'
import type { ContactsState } from './kith'
import { byPeople, newestOf, withPeople } from './live/contacts'
import { SingleFlight } from './single-flight'

type Lists = Pick<ContactsState, 'contacts' | 'blocked' | 'invitations'>

interface Stored {
  readonly contacts: ContactsState['contacts']
  /** Absent where it was stored before anybody could be blocked. */
  readonly blocked?: ContactsState['blocked']
  /** Absent where an older server was asked. */
  readonly role?: Me['role']
  /** Likewise, before anybody could be invited. */
  readonly invitations?: ContactsState['invitations']
  readonly privateVersion: number
}

interface Dependencies {
  readonly api: Pick<Api, 'contacts'>
  people(): ReadonlyMap<UserId, Profile>
  learn(profiles: readonly Profile[]): void
  save(stored: Stored): void
}

/** My contacts, those I block, the groups I am invited to, and what I may on the server: loaded whole, and again when their version moves on. */
export class ContactList {
  readonly store: StoreApi<ContactsState> = cell<ContactsState>({
    status: 'loading',
    contacts: [],
    blocked: [],
    invitations: [],
  })
  /** The version of what is here; 0: nothing. */
  readonly versions: StoreApi<number> = cell(0)
  /** What I may on this server; null: not told. */
  readonly role: StoreApi<Me['role'] | null> = cell<Me['role'] | null>(null)
  readonly #deps: Dependencies
  readonly #flight = new SingleFlight<'contacts'>()
  /** The highest version that was told of. */
  #told = 0

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  get version(): number {
    return this.versions.getState()
  }

  restore({ contacts, blocked = [], invitations = [], role, privateVersion }: Stored): void {
    if (role) put(this.role, role)
    put(this.versions, privateVersion)
    put(this.store, { status: 'ready', contacts, blocked, invitations })
  }

  /** Everybody who stands in one of the lists. */
  get people(): readonly Profile[] {
    return peopleIn(this.store.getState())
  }

  /** Loads if what is there is newer than what is here. */
  async follow(version: number): Promise<void> {
    this.#told = Math.max(this.#told, version)
    if (version <= this.version) return
    await this.#flight.run('contacts', async () => {
      if (this.#told > this.version) await this.#load()
    })
  }

  refresh(people: ReadonlyMap<UserId, Profile>): void {
    const before = this.store.getState()
    const contacts = withPeople(before.contacts, people)
    const blocked = newestOf(before.blocked, people)
    const invitations = byPeople(before.invitations, people)
    const same = contacts === before.contacts && blocked === before.blocked && invitations === before.invitations
    if (!same) put(this.store, { ...before, contacts, blocked, invitations })
  }

  async #load(): Promise<void> {
    // What fails is asked for again when heads are compared: the version here stays behind.
    const loaded = await this.#deps.api.contacts().catch(() => null)
    if (!loaded || loaded.privateVersion < this.version) return
    if (loaded.role) put(this.role, loaded.role)
    put(this.versions, loaded.privateVersion)
    const people = this.#deps.people()
    const blocked = newestOf(loaded.blocked, people)
    const invitations = byPeople(loaded.invitations, people)
    put(this.store, { status: 'ready', contacts: withPeople(loaded.contacts, people), blocked, invitations })
    this.#deps.save(loaded)
    this.#deps.learn(peopleIn(loaded))
  }
}

const peopleIn = ({ contacts, blocked, invitations }: Lists): readonly Profile[] => [
  ...contacts.map(({ profile }) => profile),
  ...blocked,
  ...invitations.map(({ by }) => by),
]
