import type { PrivacyChoice } from '@/contracts/dto'
import { AUDIENCES, type Audience, type PrivacyTopic } from '@/server/domain/privacy'

interface TopicWords {
  readonly title: string
  /** What it means that others don't see it. */
  readonly words: string
  /** What they do, rather than what they see. */
  readonly asks?: boolean
}

export const TOPICS: Readonly<Record<PrivacyTopic, TopicWords>> = {
  lastSeen: {
    title: 'Last seen and online',
    words: 'When you were here. If you hide this from somebody, you don’t see theirs either.',
  },
  picture: { title: 'Profile picture', words: 'Whoever may not see it sees your initials.' },
  about: { title: 'About', words: 'What you say of yourself in your profile.' },
  receipts: {
    title: 'Seen receipts',
    words:
      'That you have seen a message, in direct chats. If you hide this from somebody, you don’t see theirs either. Groups show it unless their admins decide otherwise; that a message was delivered shows everywhere.',
  },
  typing: { title: 'Typing', words: 'That you are writing something just now.' },
  chats: {
    title: 'Who may start a chat with me',
    words:
      'Others can write, too, but what they say waits quietly under “Requests” until you accept. Chats that you have already stay as they are.',
    asks: true,
  },
  groups: {
    title: 'Who may add me to groups',
    words:
      'Others can invite you: you are in the group once you accept. Groups that you are in already stay as they are.',
    asks: true,
  },
}

const NAMES: Readonly<Record<Audience, string>> = { everybody: 'Everybody', contacts: 'My contacts', nobody: 'Nobody' }

export const AUDIENCE_OPTIONS = AUDIENCES.map((value) => ({ value, label: NAMES[value] }))

/** Exceptions that make a difference: "always" isn't one where everybody may see it anyway, nor "never" where nobody may. */
export function makesDifference(audience: Audience, allowed: boolean): boolean {
  return audience !== (allowed ? 'everybody' : 'nobody')
}

/** "My contacts, and 2 people more, except 1 person". */
export function summaryOf({ audience, exceptions }: PrivacyChoice): string {
  const count = (allowed: boolean) =>
    makesDifference(audience, allowed) ? exceptions.filter((one) => one.allowed === allowed).length : 0
  const [more, fewer] = [count(true), count(false)]
  return [
    NAMES[audience],
    more > 0 && (audience === 'nobody' ? `but ${people(more)}` : `and ${people(more)} more`),
    fewer > 0 && `except ${people(fewer)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)
