import type { HistoryEvent, MessagePosted, OwnMark, Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { MediaPart } from './export-ports'
import { mediaOfMessage } from './exporting-files'
import type { Ports } from './ports'
import { readProfiles } from './read-profiles'

type Needed = Pick<Ports, 'files' | 'users' | 'messages'>

export type Named = (id: UserId) => { readonly id: UserId; readonly name: string }

/** What those are called whom a part of a history names. */
export async function namesIn(
  { users }: Pick<Ports, 'users'>,
  viewerId: UserId,
  events: readonly HistoryEvent[],
): Promise<Named> {
  const ids = new Set(events.flatMap(peopleIn))
  const read = await readProfiles({ users })({ userId: viewerId }, [...ids])
  const profiles = new Map(read.map((profile) => [profile.id, profile]))
  return (id) => ({ id, name: profiles.get(id)?.fullName ?? '' })
}

function peopleIn(event: HistoryEvent): readonly UserId[] {
  if ('member' in event) return [event.actorId, event.member.userId]
  if (event.kind !== 'message:posted') return [event.actorId]
  const { mentions, forwardedFrom, deleted, pinned, reactions } = event.message
  const others = [forwardedFrom, deleted?.by, pinned?.by].filter((id) => id !== null && id !== undefined)
  return [event.actorId, ...mentions, ...others, ...reactions.flatMap(({ userIds }) => userIds)]
}

/** What somebody is called, for everybody. */
export const personOf = ({ id, userName, fullName }: Profile) => ({ id, userName, name: fullName })

/** One line of a history as it is written, with the files it names. */
export async function lineOf(
  ports: Needed,
  userId: UserId,
  event: HistoryEvent,
  named: Named,
  own: OwnMark | undefined,
): Promise<{ readonly line: object; readonly media: readonly MediaPart[] }> {
  const { seq, at, kind } = event
  const base = { seq, at, kind, by: named(event.actorId) }
  if (event.kind === 'message:posted') return messageLine(ports, userId, event, named, own)
  if ('member' in event) {
    return { line: { ...base, member: { ...named(event.member.userId), role: event.member.role } }, media: [] }
  }
  const { name, pastOpen, closed } = event.conversation
  return { line: { ...base, conversation: { name, pastOpen, closed } }, media: [] }
}

async function messageLine(
  ports: Needed,
  userId: UserId,
  event: MessagePosted,
  named: Named,
  own: OwnMark | undefined,
) {
  const { seq, at, kind, actorId, message } = event
  const base = { seq, at, kind, by: named(actorId), id: message.id }
  if (message.deleted) return { line: { ...base, deleted: { by: named(message.deleted.by) } }, media: [] }
  const found = await mediaOfMessage(ports, userId, event)
  const earlier =
    message.editedAt === null ? [] : await ports.messages.versions(userId, event.conversationId, event.seq)
  const line = {
    ...base,
    type: message.kind,
    text: message.text,
    createdAt: message.createdAt,
    sentAt: message.sentAt,
    editedAt: message.editedAt,
    earlierWordings: earlier,
    replyTo: message.replyTo,
    forwardedFrom: message.forwardedFrom && named(message.forwardedFrom),
    mentions: message.mentions.map(named),
    reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji, by: userIds.map(named) })),
    pinned: message.pinned && { by: named(message.pinned.by), at: message.pinned.at },
    starred: own?.starred ?? false,
    alsoIn: message.places.flatMap((place) =>
      place.conversationId === event.conversationId ? [] : [{ conversationId: place.conversationId, seq: place.seq }],
    ),
    attachments: message.attachments.map(({ kind, name, type, size, width, height, durationMs, sticker }, index) => ({
      ...{ kind, name, type, size, width, height, durationMs },
      sticker: sticker && { emoji: sticker.emoji, words: sticker.words },
      file: found.attachments[index]?.name ?? null,
    })),
    filesErased: message.filesErased ?? null,
    link: message.preview && {
      url: message.preview.url,
      title: message.preview.title,
      site: message.preview.site,
      description: message.preview.description,
      file: found.link?.name ?? null,
    },
  }
  return { line, media: [...found.attachments, found.link].filter((part) => part !== null) }
}
