'use client'

import type { ConversationState } from '@/client/kith'
import { useUntilEnd } from '../ending/use-until-end'
import { PresenceText } from '../people/presence-text'
import type { People } from '../people/use-names'
import { TypingDots } from '../presence/typing-dots'
import type { Face } from './face'

const NAMED = 12
const NO_END = { endsAt: null, closed: false }

interface SubtitleProps {
  readonly state: Pick<ConversationState, 'conversation' | 'members' | 'typing'>
  readonly face: Face
  readonly people: People
}

/** Under the name: who types, else presence, else who is in the group. */
export function Subtitle({ state, face, people }: SubtitleProps) {
  const { typing, members, conversation } = state
  const left = useUntilEnd(conversation ?? NO_END)
  if (typing.length > 0) {
    return (
      <span className="text-accent-ink">
        {face.group ? typingNames(typing.map((userId) => people.nameOf(userId))) : 'typing'}
        <TypingDots />
      </span>
    )
  }
  if (face.userId && state.conversation?.closed) return 'Not on Kith any more'
  if (face.userId)
    return <PresenceText userId={face.userId} otherwise={face.profile ? `@${face.profile.userName}` : ''} />
  if (!members) return null
  const active = members.filter((member) => member.active)
  const others = active.filter((member) => member.userId !== people.meId)
  const names = others.slice(0, NAMED).map((member) => people.nameOf(member.userId))
  if (active.length > others.length) names.push('You')
  return (
    <>
      {left !== null && `${left} · `}
      <bdi>{names.join(', ')}</bdi>
    </>
  )
}

function typingNames(names: readonly string[]): string {
  if (names.length === 1) return `${names[0]} is typing`
  return names.length === 2 ? `${names[0]} and ${names[1]} are typing` : `${names.length} people are typing`
}
