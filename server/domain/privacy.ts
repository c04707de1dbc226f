/** What its owner decides who may see: when they were last seen and whether they are online, …; and who may start a chat with them, or add them to groups. */
export const PRIVACY_TOPICS = ['lastSeen', 'picture', 'about', 'receipts', 'typing', 'chats', 'groups'] as const
export type PrivacyTopic = (typeof PRIVACY_TOPICS)[number]

export const AUDIENCES = ['everybody', 'contacts', 'nobody'] as const
export type Audience = (typeof AUDIENCES)[number]

/** What an owner has decided about one topic, and who looks. */
export interface Decided {
  readonly audience: Audience
  /** The viewer is in the owner's contacts, whoever the viewer's are. */
  readonly isContact: boolean
  /** What the owner decided for this viewer alone; null: nothing. */
  readonly exception: boolean | null
  /** One of the two has blocked the other. */
  readonly blocked: boolean
}

/** What infrastructure/database/privacy.ts says in SQL. Who is blocked can't tell it from "nobody". */
export function maySee({ audience, isContact, exception, blocked }: Decided): boolean {
  if (blocked) return false
  return exception ?? (audience === 'everybody' || (audience === 'contacts' && isContact))
}

/** Who hides these from somebody doesn't get theirs. */
const MUTUAL: ReadonlySet<PrivacyTopic> = new Set(['lastSeen', 'receipts'])

export const isMutual = (topic: PrivacyTopic): boolean => MUTUAL.has(topic)
