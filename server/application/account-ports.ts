import type { Contact, InviteInfo, Profile, SessionInfo } from '@/contracts/dto'
import type { Instant, PictureId, SessionId, UserId } from '@/contracts/ids'

/** Who asks: a user by a session that was found valid. */
export interface Actor {
  readonly userId: UserId
  readonly sessionId: SessionId
}

export interface NewUser {
  readonly userName: string
  readonly userNameKey: string
  readonly fullName: string
  readonly searchKey: string
  readonly passwordHash: string
}

/** Who may sign up: decided in the same transaction that makes the account. */
export interface SignUpGate {
  /** SHA-256 of the invite's token, if the person came by one. */
  readonly inviteHash: string | null
}

/** One user who looks at another, or at themselves. */
export interface Look {
  readonly viewerId: UserId
  readonly userId: UserId
}

export interface Users {
  /** The first becomes the admin. @throws KithError `taken`, `sign_up_closed` */
  create(user: NewUser, gate: SignUpGate): Promise<{ profile: Profile; role: 'admin' | 'user' }>
  credentials(userNameKey: string): Promise<{ userId: UserId; passwordHash: string } | null>
  passwordHash(userId: UserId): Promise<string>
  /** Also ends the user's other sessions, in the same transaction; answers which. */
  setPassword(userId: UserId, passwordHash: string, keep: SessionId): Promise<readonly SessionId[]>
  profile(userId: UserId): Promise<Profile & { readonly role: 'admin' | 'user' }>
  /** As each viewer may see them, of those who exist, in no particular order. One statement. */
  profiles(looks: readonly Look[]): Promise<readonly (Look & { readonly profile: Profile })[]>
  /** Of these users, by a version of their profile: those who have a newer one. One statement. */
  newer(versions: ReadonlyMap<UserId, number>): Promise<readonly UserId[]>
  /** By the folded query: a userName's beginning first, then names. Never the asker. As the asker may see them. */
  search(userId: UserId, foldedQuery: string, limit: number): Promise<readonly Profile[]>
  change(
    userId: UserId,
    change: { fullName?: string; searchKey?: string; about?: string; pictureId?: PictureId | null },
  ): Promise<Profile>
  /** Those to be told when this user's profile or presence changes: contacts' owners and co-members. */
  audience(userId: UserId): Promise<readonly UserId[]>
  /** Those looks where the viewer may follow the user's presence: a contact or co-member, and both show theirs. */
  watchable(looks: readonly Look[]): Promise<readonly Look[]>
  any(): Promise<boolean>
}

export interface Sessions {
  create(userId: UserId, device: string): Promise<SessionId>
  /** The session's user, if it is valid; also notes that it is active, at most once a minute. */
  find(sessionId: SessionId): Promise<Actor | null>
  list(userId: UserId): Promise<readonly Omit<SessionInfo, 'current'>[]>
  /** @throws KithError `not_found` for another's session */
  revoke(userId: UserId, sessionId: SessionId): Promise<void>
  /** Of these, those that are not valid any more. One query, and another one if there are any. */
  invalid(sessionIds: readonly SessionId[]): Promise<readonly SessionId[]>
}

export interface Contacts {
  /** Each change answers the owner's new privateVersion. */
  list(ownerId: UserId): Promise<{ contacts: readonly Contact[]; privateVersion: number }>
  add(ownerId: UserId, userId: UserId): Promise<number>
  rename(ownerId: UserId, userId: UserId, name: string | null): Promise<number>
  remove(ownerId: UserId, userId: UserId): Promise<number>
}

/** What the server's admin decides. */
export interface AdminSettings {
  readonly signUpOpen: boolean
  /** Whether the server looks behind links that people post. */
  readonly linkPreviews: boolean
}

export interface Admin {
  settings(): Promise<AdminSettings>
  setSignUpOpen(open: boolean): Promise<void>
  setLinkPreviews(on: boolean): Promise<void>
  /** Those who administer the server, the oldest account first. */
  admins(): Promise<readonly UserId[]>
  /**
   * Answers the user's new privateVersion; null: it is so already. Whether the actor may is decided in the same
   * transaction. @throws KithError `not_found`, `not_allowed` for who is no admin, and for the last one
   */
  setAdmin(actorId: UserId, userId: UserId, admin: boolean): Promise<number | null>
  createInvite(invite: {
    tokenHash: string
    createdById: UserId
    expiresAt: Instant
    maxUses: number
  }): Promise<InviteInfo>
  invites(): Promise<readonly InviteInfo[]>
  revokeInvite(id: string): Promise<void>
}

export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

export interface Tickets {
  issue(actor: Actor): string
  /** Null: not one of ours, or past its end. The session must still be looked up. */
  read(ticket: string): Actor | null
}

/** What is counted: guesses at passwords, accounts made, notifications to oneself, and exports asked for. */
export type AttemptKind = 'sign-in' | 'sign-up' | 'password' | 'notification' | 'export'

/** Limits how often somebody may try. Counts what is under way too, so that many at once are no way around. */
export interface Attempts {
  /** `subject` is what is tried at, e.g. a userName's key. @throws KithError `rate_limited`, saying when to try again */
  begin(kind: AttemptKind, address: string, subject: string): Promise<void>
  /** It was no guess: it doesn't count. */
  succeeded(kind: AttemptKind, address: string, subject: string): Promise<void>
}
