import { durationOf } from '@/components/disappearing/duration'
import type {
  ConversationEvent,
  EndReport,
  HistoryEvent,
  MemberEvent,
  SettingsChanged,
  TimerChanged,
} from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { formatAppointment } from '../time/format-time'

export type SystemEvent = MemberEvent | ConversationEvent

export const isSystem = (event: HistoryEvent): event is SystemEvent => event.kind !== 'message:posted'

export interface Names {
  readonly meId: UserId
  nameOf(userId: UserId): string
}

const subject = (userId: UserId, names: Names): string => (userId === names.meId ? 'You' : names.nameOf(userId))
const object = (userId: UserId, names: Names): string => (userId === names.meId ? 'you' : names.nameOf(userId))

/** "Ana added Bea": what happened, as a line in the chat. Null where it isn't worth one. */
export function describeEvent(event: SystemEvent, names: Names): string | null {
  const actor = subject(event.actorId, names)
  switch (event.kind) {
    case 'conversation:created':
      return event.conversation.kind === 'direct'
        ? null
        : `${actor} created the group “${event.conversation.name ?? ''}”`
    case 'conversation:renamed':
      return `${actor} named the group “${event.conversation.name ?? ''}”`
    case 'conversation:pictureChanged':
      return event.conversation.pictureId
        ? `${actor} changed the group’s picture`
        : `${actor} removed the group’s picture`
    case 'conversation:settingsChanged':
      return describeSettings(event, actor)
    case 'conversation:timerChanged':
      return describeTimer(event, actor)
    case 'conversation:endChanged':
      return describeEnd(event, actor)
    case 'conversation:ended':
      return describeReport(event.conversation.report)
    case 'conversation:closed':
      return event.conversation.kind === 'direct'
        ? 'This account was deleted'
        : 'The group is closed, because nobody else is left'
    case 'member:joined':
      return describeMembers('joined', actor, event.actorId, [event.member.userId], names)
    case 'member:left':
      return describeMembers('left', actor, event.actorId, [event.member.userId], names)
    case 'member:roleChanged':
      return describeRole(event, actor, names)
  }
}

function describeSettings({ receipts, conversation }: SettingsChanged, actor: string): string {
  // From an older server, it isn't said.
  if (receipts == null) return `${actor} ${conversation.pastOpen ? 'opened' : 'closed'} the past to new members`
  return receipts
    ? `${actor} let this group show who has seen a message`
    : `${actor} set this group not to show who has seen a message`
}

function describeEnd({ setTo }: TimerChanged, actor: string): string {
  if (setTo === null) return `${actor} took the end off this group`
  return `${actor} set this group to end on ${formatAppointment(new Date(setTo).toISOString())}`
}

function describeReport(report: EndReport | null): string {
  const { messages = 0, files = 0 } = report ?? {}
  const count = (number: number, what: string) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
  const erased = [...(messages ? [count(messages, 'message')] : []), ...(files ? [count(files, 'file')] : [])]
  if (erased.length === 0) return 'This group has ended: there was nothing left to erase'
  return `This group has ended: ${erased.join(' and ')} ${messages + files === 1 ? 'was' : 'were'} erased`
}

function describeTimer({ setTo }: TimerChanged, actor: string): string {
  return setTo === null
    ? `${actor} turned off disappearing messages`
    : `${actor} set messages to disappear after ${durationOf(setTo)}`
}

function describeRole(event: MemberEvent, actor: string, names: Names): string {
  const { userId, role } = event.member
  if (role === 'owner') return `${actor} handed the group over to ${object(userId, names)}`
  if (role === 'admin') {
    return event.actorId === userId ? `${actor} became an admin` : `${actor} made ${object(userId, names)} an admin`
  }
  return userId === names.meId ? 'You are no longer an admin' : `${names.nameOf(userId)} is no longer an admin`
}

function describeMembers(
  what: 'joined' | 'left',
  actor: string,
  actorId: UserId,
  userIds: readonly UserId[],
  names: Names,
): string {
  if (userIds.length === 1 && userIds[0] === actorId) return `${actor} ${what}`
  return `${actor} ${what === 'joined' ? 'added' : 'removed'} ${listOf(userIds.map((id) => object(id, names)))}`
}

const listOf = (names: readonly string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(names)

/** What consecutive events say, the same deed of the same person as one line: "Ana added Bea, Carl, and Dora". */
export function describeEvents(events: readonly SystemEvent[], names: Names): readonly string[] {
  const lines: string[] = []
  for (let i = 0; i < events.length; ) {
    const event = events[i]
    if (!event) break
    const run = memberRun(events, i)
    const line =
      run.length > 1 && (event.kind === 'member:joined' || event.kind === 'member:left')
        ? describeMembers(
            event.kind === 'member:joined' ? 'joined' : 'left',
            subject(event.actorId, names),
            event.actorId,
            run,
            names,
          )
        : describeEvent(event, names)
    if (line) lines.push(line)
    i += Math.max(1, run.length)
  }
  return lines
}

function memberRun(events: readonly SystemEvent[], start: number): readonly UserId[] {
  const first = events[start]
  const run: UserId[] = []
  for (const event of events.slice(start)) {
    if (event.kind !== first?.kind || event.actorId !== first.actorId) break
    if (event.kind !== 'member:joined' && event.kind !== 'member:left') break
    if (event.member.userId === event.actorId) break
    run.push(event.member.userId)
  }
  return run
}
