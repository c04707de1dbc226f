import type { Profile } from '@/contracts/dto'
import { maySee } from './privacy'

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

/** The columns of a ProfileRow as `viewer` may see them; both are rows of users. */
export const SHOWN = (owner: string, viewer: string): string => `${owner}.id, ${owner}.user_name AS "userName",
  ${owner}.full_name AS "fullName", ${aboutOf(owner, viewer)} AS about, ${pictureOf(owner, viewer)} AS "pictureId",
  ${owner}.profile_version AS "profileVersion"`

export const aboutOf = (owner: string, viewer: string): string =>
  `CASE WHEN ${owner}.about <> '' AND ${maySee('about', owner, viewer)} THEN ${owner}.about ELSE '' END`

export const pictureOf = (owner: string, viewer: string): string =>
  `CASE WHEN ${owner}.picture_id IS NOT NULL AND ${maySee('picture', owner, viewer)} THEN ${owner}.picture_id END`

export const toProfile = ({ id, profileVersion, userName, fullName, about, pictureId }: ProfileRow): Profile => ({
  id: id.toString(),
  userName,
  fullName,
  about,
  pictureId,
  version: profileVersion,
})
