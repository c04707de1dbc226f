import { z } from 'zod'
import type { UploadPurpose } from './dto'

const PURPOSES = [
  'image',
  'video',
  'file',
  'voice',
  'circle_video',
  'sticker',
  'preview',
] as const satisfies UploadPurpose[]

export const uploadPurposeSchema = z.enum(PURPOSES)
/** Of the bytes as they are uploaded, in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'This is not a SHA-256.')
export const findUploadInput = z.object({
  sha256: sha256Schema,
  size: z.int().min(0),
  purpose: uploadPurposeSchema,
})
export type FindUploadInput = z.infer<typeof findUploadInput>
export const uploadInput = z.object({ uploadId: z.string().regex(/^[0-9a-f]{32}$/, 'This is not an upload.') })
/** `Upload-Metadata` of a tus creation. */
export const uploadMetadata = z.object({ purpose: uploadPurposeSchema, sha256: sha256Schema.optional() })
