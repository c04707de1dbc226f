import { z } from 'zod'

const MAX_BIGINT = 2n ** 63n - 1n
const MAX_BIGINT_DIGITS = `${MAX_BIGINT}`.length

/** A database id on the wire: the decimal digits of a positive bigint. */
export const idSchema = z
  .string()
  // What follows would throw on anything else.
  .regex(/^[1-9][0-9]{0,18}$/, { message: 'This is not an id.', abort: true })
  .refine((id) => id.length < MAX_BIGINT_DIGITS || BigInt(id) <= MAX_BIGINT, 'This is not an id.')

export type UserId = string
export type SessionId = string
export type ConversationId = string
export type MessageId = string
/** SHA-256 of a picture's bytes, as 64 hex digits. */
export type PictureId = string
export type StickerId = string
/** 32 hex digits. */
export type UploadId = string
/** A UUID the sender gave the message; the same on every retry. */
export type ClientId = string
/** An instant as an ISO 8601 string in UTC. */
export type Instant = string
/** A conversation's own sequence number: 1, 2, 3 … without gaps. */
export type Seq = number

/** Seqs fit Postgres's int. Zero is "before the first". */
export const seqSchema = z.int().min(0).max(2_147_483_647)
export const uploadIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'This is not an upload’s id.')
export const clientIdSchema = z.uuid()
export const instantSchema = z.iso.datetime()
