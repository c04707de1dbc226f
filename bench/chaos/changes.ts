import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Random } from '../random'
import type { Person } from './person'

const TIMEOUT_MS = 15_000

type Change = (person: Person, conversationId: ConversationId, random: Random) => Promise<unknown>

const CHANGES: readonly Change[] = [
  ({ client }, id, random) => client.setPrivateState(id, { pinned: random.chance(0.5) }),
  ({ client }, id) => client.setPrivateState(id, { markedUnread: true }),
  ({ trpc, userName }, conversationId) =>
    trpc.conversations.change.mutate({ conversationId, name: `Named by ${userName}` }, bounded()),
  ({ trpc }, conversationId, random) =>
    trpc.conversations.change.mutate({ conversationId, pastOpen: random.chance(0.5) }, bounded()),
  takeBack,
  takeBack,
  edit,
  edit,
  react,
  react,
  pin,
  changeMembers,
  changeMembers,
  blockOrUnblock,
]

export async function changeSomething(person: Person, conversationId: ConversationId, random: Random): Promise<void> {
  await random.pick(CHANGES)(person, conversationId, random)
}

const bounded = () => ({ signal: AbortSignal.timeout(TIMEOUT_MS) })

/** One of their messages with files: the bytes go with it. */
async function takeBack(person: Person, id: ConversationId, random: Random): Promise<void> {
  const withFiles = mine(person, id).filter(({ message }) => message.attachments.length > 0)
  if (withFiles.length > 0) await person.client.conversation(id).delete(random.pick(withFiles).seq)
}

async function edit(person: Person, id: ConversationId, random: Random): Promise<void> {
  const theirs = mine(person, id)
  if (theirs.length === 0) return
  const { seq, message } = random.pick(theirs)
  // The last word still says which it was.
  await person.client.conversation(id).edit(seq, message.text.replace('says', 'said'))
}

async function react(person: Person, id: ConversationId, random: Random): Promise<void> {
  const emoji = random.pick(['👍', '❤️', null])
  const all = shown(person, id)
  if (all.length > 0) await person.client.conversation(id).react(random.pick(all).seq, emoji)
}

async function pin(person: Person, id: ConversationId, random: Random): Promise<void> {
  const pinned = random.chance(0.6)
  const all = shown(person, id)
  if (all.length > 0) await person.client.conversation(id).pin(random.pick(all).seq, pinned)
}

/** The messages in the window that aren't deleted. */
function shown({ client }: Person, id: ConversationId): MessagePosted[] {
  const { events } = client.conversation(id).store.getState()
  return events.flatMap((event) => (event.kind === 'message:posted' && !event.message.deleted ? event : []))
}

function mine(person: Person, id: ConversationId): MessagePosted[] {
  return shown(person, id).filter(({ actorId }) => actorId === person.userId)
}

/** Takes somebody out of a group of one's own, or back in. */
async function changeMembers({ trpc, groups }: Person, _: ConversationId, random: Random): Promise<void> {
  if (groups.length === 0) return
  const { conversationId, members, out } = random.pick(groups)
  const [gone] = out
  if (gone !== undefined && random.chance(0.7)) {
    await trpc.conversations.addMembers.mutate({ conversationId, userIds: [gone] }, bounded())
    out.delete(gone)
    return
  }
  const userId = random.pick(members)
  // Whether or not the answer comes: taking in whom nobody took out harms nobody.
  out.add(userId)
  await trpc.conversations.removeMember.mutate({ conversationId, userId }, bounded())
}

async function blockOrUnblock({ trpc, blockable }: Person, _: ConversationId, random: Random): Promise<void> {
  if (blockable.length === 0) return
  const { contacts } = trpc
  const change = random.chance(0.3) ? contacts.block : contacts.unblock
  await change.mutate({ userId: random.pick(blockable) }, bounded())
}
