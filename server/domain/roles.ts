import type { MemberRole } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** Adding people, and changing the group's name, picture and settings. */
export function mayManage(role: MemberRole): boolean {
  return role !== 'member'
}

/** Removing somebody else: the owner anybody, an admin plain members. */
export function mayRemove(actor: MemberRole, target: MemberRole): boolean {
  return actor === 'owner' || (actor === 'admin' && target === 'member')
}

/** The owner gives any role; an admin may only make a member an admin. */
export function maySetRole(actor: MemberRole, target: MemberRole, role: MemberRole): boolean {
  return actor === 'owner' || (actor === 'admin' && target === 'member' && role === 'admin')
}

interface Heir {
  readonly userId: UserId
  readonly role: MemberRole
  readonly joinedSeq: Seq
}

const BY_ROLE: Record<MemberRole, number> = { owner: 0, admin: 1, member: 2 }

/** Who gets the group when its owner leaves: the longest-standing admin, or else member. */
export function heirAmong<M extends Heir>(candidates: readonly M[]): M | undefined {
  return [...candidates].sort(
    (a, b) => BY_ROLE[a.role] - BY_ROLE[b.role] || a.joinedSeq - b.joinedSeq || compareIds(a.userId, b.userId),
  )[0]
}

/** Ids in the order they were given out. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b))
}
