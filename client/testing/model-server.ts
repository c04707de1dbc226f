import type {
  Contact,
  HistoryPage,
  Member,
  MessageInfo,
  MessagePosted,
  Overview,
  OverviewEntry,
  Profile,
  Uploaded,
} from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { AttachmentInput } from '@/contracts/inputs'
import type { Look } from '@/server/application/account-ports'
import { addMembers } from '@/server/application/add-members'
import { acceptRequest, declineInvitation, joinGroup, takeInvitationBack } from '@/server/application/answer-requests'
import type { Answered } from '@/server/application/answered'
import { blockPerson, unblockPerson } from '@/server/application/change-blocks'
import { deleteMessage, editMessage, pinMessage, reactToMessage } from '@/server/application/change-message'
import { clearChat } from '@/server/application/clear-chat'
import { compareHeads } from '@/server/application/compare-heads'
import { setOwn } from '@/server/application/mark-own'
import { moveMarks } from '@/server/application/move-marks'
import { openDirect } from '@/server/application/open-direct'
import { placeMessage } from '@/server/application/place-message'
import type { Ports } from '@/server/application/ports'
import { publishChange, publishCommitted } from '@/server/application/publish-change'
import { publishStates } from '@/server/application/publish-state'
import { readProfiles } from '@/server/application/read-profiles'
import type { Relay, RelayEvent } from '@/server/application/relay-ports'
import { removeMember } from '@/server/application/remove-member'
import { sendMessage } from '@/server/application/send-message'
import { setPrivateState } from '@/server/application/set-private-state'
import { setRole } from '@/server/application/set-role'
import type { GroupChange } from '@/server/domain/change-group'
import { memoryBlocks } from '@/server/infrastructure/memory/blocks'
import { createMemoryConversations } from '@/server/infrastructure/memory/conversations'
import { erase } from '@/server/infrastructure/memory/erase-expired'
import { addUser, createMemoryWorld, type MemoryWorld } from '@/server/infrastructure/memory/memory-world'
import { createMemoryMessageLog } from '@/server/infrastructure/memory/message-log'
import { memoryRequests } from '@/server/infrastructure/memory/requests'
import { bringToMemory } from '@/server/testing/bring'
import type { Api } from '../api'
import type { ServerEvent } from '../server-event'
import type { RequestAnswer, RequestInput, RequestName } from '../wire'

/** `except`: devices that were answered the same. */
type Deliver = (userId: UserId, event: ServerEvent, except?: readonly string[]) => void

/** The server's own use cases over its in-memory model, without a network. */
export class ModelServer {
  readonly world: MemoryWorld
  readonly #relay: Relay
  readonly #messages
  readonly #conversations
  readonly #blocks
  readonly #requests
  readonly #contacts = new Map<UserId, Contact[]>()
  readonly #now: () => number
  readonly #deliver: Deliver

  constructor(now: () => number, deliver: Deliver) {
    this.#now = now
    this.world = createMemoryWorld({ now })
    this.#messages = createMemoryMessageLog(this.world)
    this.#conversations = createMemoryConversations(this.world)
    this.#blocks = memoryBlocks(this.world)
    this.#requests = memoryRequests(this.world)
    this.#deliver = deliver
    this.#relay = {
      publish: (channels, event: RelayEvent) => {
        for (const channel of new Set(channels))
          if (channel.startsWith('user.') && event.name !== 'session:revoked')
            deliver(channel.slice('user.'.length), event as ServerEvent, 'except' in event ? event.except : undefined)
      },
      flush: async () => {},
      listen: () => ({ join: () => {}, leave: () => {}, close: async () => {} }),
      connected: true,
      close: async () => {},
    }
  }

  get #ports(): Pick<Ports, 'messages' | 'conversations' | 'relay' | 'blocks' | 'requests'> & {
    users: Pick<Ports['users'], 'profiles' | 'newer' | 'audience'>
  } {
    const profiles = async (looks: readonly Look[]) =>
      looks.flatMap((look) => {
        const profile = this.world.users.get(look.userId)?.profile
        return profile === undefined ? [] : [{ ...look, profile }]
      })
    const newer = async (versions: ReadonlyMap<UserId, number>) =>
      [...versions].flatMap(([userId, version]) =>
        (this.world.users.get(userId)?.profile.version ?? 0) > version ? [userId] : [],
      )
    return {
      messages: this.#messages,
      conversations: this.#conversations,
      blocks: this.#blocks,
      requests: this.#requests,
      relay: this.#relay,
      users: { profiles, newer, audience: async () => [] },
    }
  }

  addUser(userName: string): UserId {
    const id = this.world.nextId()
    addUser(this.world, { id, userName, fullName: userName, about: '', pictureId: null, version: 1 })
    return id
  }

  profile(userId: UserId): Profile {
    const user = this.world.users.get(userId)
    if (!user) throw new Error(`There is no user ${userId}.`)
    return user.profile
  }

  /** As when their account is deleted, but of this chat alone, and they are there to see it. */
  async leaveForGood(userId: UserId, id: ConversationId): Promise<void> {
    const { state, picture: _, ...change } = await this.#conversations.clear(userId, id, true)
    publishStates(this.#ports, userId, [state])
    await publishChange(this.#ports)(change)
  }

  rename(userId: UserId, fullName: string): void {
    const user = this.world.users.get(userId)
    if (!user) return
    user.profile = { ...user.profile, fullName, version: user.profile.version + 1 }
    for (const id of this.world.users.keys()) this.#deliver(id, { name: 'profile:changed', payload: user.profile })
  }

  addContact(ownerId: UserId, userId: UserId): void {
    const user = this.world.users.get(ownerId)
    if (!user) return
    user.privateVersion += 1
    this.#contacts.set(ownerId, [...(this.#contacts.get(ownerId) ?? []), { profile: this.profile(userId), name: null }])
    this.#deliver(ownerId, { name: 'private:changed', payload: { privateVersion: user.privateVersion } })
  }

  /** From now on nobody starts a chat with them, or adds them to groups, without asking first; or everybody does. */
  askFirst(userId: UserId, topic: 'chats' | 'groups', first: boolean): void {
    if (first) this.world.askFirst.add(`${topic}/${userId}`)
    else this.world.askFirst.delete(`${topic}/${userId}`)
  }

  async join(userId: UserId, id: ConversationId): Promise<void> {
    await joinGroup(this.#ports, { groupMembers: 50 })({ userId }, id)
  }
  async decline(userId: UserId, id: ConversationId): Promise<void> {
    await declineInvitation(this.#ports)({ userId }, id)
  }
  async takeBack(actorId: UserId, conversationId: ConversationId, userId: UserId): Promise<void> {
    await takeInvitationBack(this.#ports)({ userId: actorId }, { conversationId, userId })
  }

  async contactsOf(userId: UserId) {
    const contacts = (this.#contacts.get(userId) ?? []).map((contact) => ({
      ...contact,
      profile: this.profile(contact.profile.id),
    }))
    const mine = [...this.world.blocks.keys()].filter((key) => key.startsWith(`${userId}/`))
    const blocked = mine.map((key) => this.profile(key.slice(userId.length + 1)))
    const { invitations } = await this.#requests.invitations(userId)
    return { contacts, blocked, invitations, privateVersion: this.world.users.get(userId)?.privateVersion ?? 0 }
  }

  async createGroup(ownerId: UserId, name: string, userIds: readonly UserId[]): Promise<ConversationId> {
    const group = { name, userIds, pictureId: null, maxMembers: 50 }
    const { conversationId, ...change } = await this.#conversations.createGroup(ownerId, group)
    await publishChange(this.#ports)(change)
    return conversationId
  }

  /** Something for a message to carry. */
  bringFile(userId: UserId): AttachmentInput[] {
    const uploadId = bringToMemory(this.world, userId, { kind: 'file' })
    return [{ uploadId, kind: 'file', name: 'notes.pdf' }]
  }

  /** What is older is kept no longer. */
  async retain(messagesMs: number | null, filesMs: number | null): Promise<void> {
    const days = (ms: number | null) => (ms === null ? null : ms / 86_400_000)
    this.world.retention = { messages: days(messagesMs), files: days(filesMs) }
  }

  /** Time has passed: what is over goes. */
  erase(): void {
    for (const id of this.world.conversations.keys()) publishCommitted({ relay: this.#relay }, erase(this.world, id))
  }

  change(actorId: UserId, id: ConversationId, change: GroupChange): Promise<void> {
    return this.#conversations.change(actorId, id, change).then(publishChange(this.#ports))
  }
  async add(actorId: UserId, conversationId: ConversationId, userId: UserId): Promise<void> {
    await addMembers(this.#ports, { groupMembers: 50 })({ userId: actorId }, { conversationId, userIds: [userId] })
  }
  async block(userId: UserId, otherId: UserId): Promise<void> {
    await blockPerson(this.#ports)({ userId }, otherId)
  }
  async unblock(userId: UserId, otherId: UserId): Promise<void> {
    await unblockPerson(this.#ports)({ userId }, otherId)
  }
  remove(actorId: UserId, conversationId: ConversationId, userId: UserId): Promise<void> {
    return removeMember(this.#ports)({ userId: actorId }, { conversationId, userId })
  }
  setRole(actorId: UserId, conversationId: ConversationId, userId: UserId, role: Member['role']): Promise<void> {
    return setRole(this.#ports)({ userId: actorId }, { conversationId, userId, role })
  }

  overview(userId: UserId, first?: number): Promise<Overview> {
    return this.#messages.overview(userId, first)
  }
  entry(userId: UserId, id: ConversationId): Promise<OverviewEntry> {
    return this.#messages.entry(userId, id)
  }
  history(userId: UserId, input: Parameters<Api['history']>[0]): Promise<HistoryPage> {
    return this.#messages.page(userId, { limit: 50, ...input })
  }
  quotes(userId: UserId, id: ConversationId, seqs: readonly Seq[]): Promise<readonly MessagePosted[]> {
    return this.#messages.quotes(userId, id, seqs)
  }
  members(userId: UserId, id: ConversationId): Promise<readonly Member[]> {
    return this.#conversations.members(userId, id)
  }

  /** What a user's client asks by request, without the network between. */
  api(userId: UserId, sinceMax: number, answered?: Answered): Api {
    const actor = { userId }
    const ports = this.#ports
    const files = { release: async () => {} }
    return {
      ticket: async () => ({ ticket: userId, gatewayUrl: null }),
      overview: (first) => this.overview(userId, first),
      entry: (id) => this.entry(userId, id),
      history: (input) => this.history(userId, input),
      since: (id, after) => this.#messages.since(userId, id, after, sinceMax),
      members: (id) => this.members(userId, id),
      profiles: (ids) => readProfiles(ports)(actor, ids),
      contacts: async () => this.contactsOf(userId),
      openDirect: (other) => openDirect(ports)(actor, other),
      clear: (id) =>
        clearChat({ ...ports, pictures: { put: async () => {}, get: async () => null, release: async () => {} } })(
          actor,
          id,
        ),
      acceptRequest: (id) => acceptRequest(ports)(actor, id),
      setPrivateState: (input) => setPrivateState(ports)(actor, input),
      info: async (): Promise<MessageInfo> => Promise.reject(new Error('Not part of the model.')),
      findUpload: async () => null,
      finishedUpload: async (): Promise<Uploaded | null> => Promise.reject(new Error('Not part of the model.')),
      quotes: (id, seqs) => this.quotes(userId, id, seqs),
      versions: (id, seq) => this.#messages.versions(userId, id, seq),
      send: (input) => sendMessage(ports)(actor, input, answered),
      edit: (input) => editMessage({ ...ports, files })(actor, input),
      delete: (input) => deleteMessage({ ...ports, files })(actor, input),
      react: (input) => reactToMessage({ ...ports, files })(actor, input),
      pin: (input) => pinMessage({ ...ports, files })(actor, input),
      place: (input) => placeMessage(ports)(actor, input),
      setOwn: (input) => setOwn(ports)(actor, input),
      ownSince: (id, after) => this.#messages.ownSince(userId, id, after),
      starred: (input) => this.#messages.starred(userId, { limit: 30, ...input }),
      moveMarks: (moves) => moveMarks(ports)(actor, { moves }, answered),
      compareHeads: async (input) => {
        const [answer] = await compareHeads(ports as Pick<Ports, 'messages' | 'users'>, this.#now)([{ actor, input }])
        if (!answer) throw new Error('A comparison had no answer.')
        return answer
      },
    }
  }

  /** What comes up a socket: that of `deviceId`, which follows its answers. */
  async answer<Name extends RequestName>(
    userId: UserId,
    name: Name,
    input: RequestInput<Name>,
    deviceId: string,
  ): Promise<RequestAnswer<Name>> {
    const api = this.api(userId, 500, () => [deviceId])
    const answers: { [N in RequestName]: (input: RequestInput<N>) => Promise<object> } = {
      'message:send': (sendInput) => api.send(sendInput),
      'message:edit': (editInput) => api.edit(editInput),
      'message:delete': (place) => api.delete(place),
      'message:react': (reactInput) => api.react(reactInput),
      'message:pin': (pinInput) => api.pin(pinInput),
      'message:place': (placeInput) => api.place(placeInput),
      'marks:move': ({ moves }) => api.moveMarks(moves),
      'heads:compare': (headsInput) => api.compareHeads(headsInput),
      'presence:watch': async () => ({ presences: [] }),
      'typing:start': async () => ({}),
      'activity:report': async () => ({}),
    }
    return { ok: true, ...(await answers[name](input)) } as unknown as RequestAnswer<Name>
  }
}
