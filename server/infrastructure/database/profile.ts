import type { Profile } from '@/contracts/dto'

export interface ProfileRow {
  readonly id: bigint
  readonly userName: string
  readonly fullName: string
  readonly about: string
  readonly pictureId: string | null
  readonly profileVersion: number
}

/** The columns of a ProfileRow, for Prisma's `select`. */
export const PROFILE = {
  id: true,
  userName: true,
  fullName: true,
  about: true,
  pictureId: true,
  profileVersion: true,
} as const

export const toProfile = ({ id, profileVersion, userName, fullName, about, pictureId }: ProfileRow): Profile => ({
  id: id.toString(),
  userName,
  fullName,
  about,
  pictureId,
  version: profileVersion,
})
