import type { LogEvent, MessagePosted, Overview, Place } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { ConversationId } from '@/contracts/ids'
import { Activity } from './activity'
import { cell, put } from './cell'
import { ContactList } from './contacts'
import type { ClientOptions } from './create-client'
import { Drafts } from './drafts'
import { memoryDrafts } from './drafts-kept'
import { Expiry } from './expiry'
import { HeadsLoop } from './heads-loop'
import type { Lease } from './lease'
import { Conversations } from './live/conversations'
import { Marks } from './marks'
import { Outbox } from './outbox'
import { OverviewView } from './overview-view'
import { People } from './people'
import { Prefetch } from './prefetch'
import { PresenceWatch } from './presence'
import { requestsOver } from './requests'
import { Saver } from './saver'
import { Screens } from './screens'
import { ServerClock } from './server-clock'
import type { StateTold } from './state-told'
import { type FirstEntries, Sync } from './sync'
import type { Tabs } from './tabs'
import { Typing } from './typing'

export type CoreOptions = ClientOptions & {
  readonly lease: Lease
  readonly tabs: Tabs
  readonly prefetch: number
  readonly firstLines: number
  readonly gatherMs: number
}

/** What the parts tell of: Following does something about it. */
export interface Told {
  applied(id: ConversationId, events: readonly LogEvent[]): void
  passedOver(id: ConversationId): void
  seesMore(id: ConversationId): void
  arrived(id: ConversationId): void
  cleared(id: ConversationId): void
  lost(id: ConversationId): void
  /** Hides what is over by the clock. */
  expire(): void
  firstLoaded(first: FirstEntries): void
  overviewLoaded(overview: Overview): void
  linesKnown(): void
  readonly knowsLines: boolean
  stateTold(told: StateTold): void
  /** A message of mine is at these places. Its events, as far as they can be told. */
  acknowledged(sent: Sent, events: readonly MessagePosted[]): void
}

export type Parts = ReturnType<typeof makeParts>

/** The client's parts, each knowing the others it needs. `told` is asked for later, when something happens. */
export function makeParts(options: CoreOptions, told: () => Told) {
  const { api, connection, environment, storage, lease, tabs, transfer } = options
  const me = options.me.profile.id
  const requests = requestsOver(connection, api)
  const { reachable } = requests
  const conversations = new Conversations(me)
  const saver = new Saver(storage, conversations, environment)
  const clock = new ServerClock({
    environment,
    save: (value) => saver.put({ table: 'meta', key: 'clock', value }),
  })
  const changed = (id: ConversationId): void => screens.changed(id)
  const people = new People({ api, environment, saver })
  const contacts = new ContactList({
    api,
    people: () => people.store.getState(),
    learn: (profiles) => people.learn(profiles),
    save: (value) => saver.put({ table: 'contacts', key: 'contacts', value }),
  })
  const presence = new PresenceWatch({ environment, watch: requests.watchPresence })
  const typing = new Typing(environment, (id) => screens.show(id))
  const activity = new Activity(environment, requests.reportActivity)
  const sync = new Sync({
    api,
    conversations,
    environment,
    reachable,
    everyEvent: () => options.everyEvent?.() ?? false,
    changed: (id, events) => told().applied(id, events),
    passedOver: (id) => told().passedOver(id),
    seesMore: (id) => told().seesMore(id),
    arrived: (id) => told().arrived(id),
    cleared: (id) => told().cleared(id),
    windowLost: (id) => screens.get(id)?.resume(),
    goneMore: () => goneMore(),
    lost: (id) => told().lost(id),
    linesKnown: () => told().linesKnown(),
    firstLines: () => (overview.isLoading ? options.firstLines : 0),
    firstLoaded: (first) => told().firstLoaded(first),
    overviewLoaded: (overview) => told().overviewLoaded(overview),
  })
  const outbox = new Outbox({
    me,
    storage,
    environment,
    clock,
    lease,
    tabs,
    uploads: { transfer, find: api.findUpload, finished: api.finishedUpload },
    reachable,
    directWith: (userId) => conversations.directWith(userId),
    send: requests.send,
    edit: requests.edit,
    delete: requests.delete,
    forget: (writes) => {
      for (const write of writes) saver.put(write)
    },
    acknowledged: (sent, events) => told().acknowledged(sent, events),
    changed: (id) => screens.show(id),
  })
  const marks = new Marks({
    storage,
    environment,
    reachable,
    moveMarks: requests.moveMarks,
    moved: ({ states }) => {
      for (const state of states) told().stateTold(state)
    },
  })
  const drafts = new Drafts({
    environment,
    clock,
    kept: options.drafts ?? memoryDrafts(),
    reachable: () => reachable() && told().knowsLines,
    told: (id) => {
      const live = conversations.get(id)
      // All that are mine are here: what isn't was deleted, or left.
      if (!live) return overview.isReady ? 'closed' : undefined
      return live.active && !live.hasEnded ? live.toldState.draft : 'closed'
    },
    setPrivateState: api.setPrivateState,
    stateTold: (state) => told().stateTold(state),
  })
  const heads = new HeadsLoop({
    conversations,
    environment,
    privateVersion: () => contacts.version,
    people: () => people.onScreen(contacts.people.map(({ id }) => id)),
    compare: requests.compareHeads,
    learn: (profiles) => people.learn(profiles),
    clock: (reading) => clock.hear(reading),
    private: (version) => void contacts.follow(version),
    differences: (difference) => sync.differences(difference),
    same: () => told().linesKnown(),
  })
  const overview = new OverviewView({ conversations, outbox, typing, clock })
  const screens: Screens = new Screens({ conversations, saver, overview, environment, gatherMs: options.gatherMs })
  const expiry = new Expiry({ environment, reachable, expire: () => told().expire() })
  const isGone = ({ conversationId, seq }: Place): boolean => {
    const live = conversations.get(conversationId)
    return live ? live.isGone(seq) : overview.isReady
  }
  const gone = cell(isGone)
  const goneMore = (): void => put(gone, (place: Place) => isGone(place))
  const prefetch = new Prefetch({ api, conversations, changed, max: options.prefetch })
  return {
    environment,
    clock,
    requests,
    conversations,
    saver,
    people,
    contacts,
    presence,
    typing,
    activity,
    sync,
    outbox,
    marks,
    drafts,
    heads,
    overview,
    screens,
    expiry,
    gone,
    goneMore,
    prefetch,
  }
}
