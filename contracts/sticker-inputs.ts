import { z } from 'zod'
import { emojiOf } from '@/server/domain/emoji'
import { LIMITS } from '@/server/domain/limits'
import { idSchema, uploadIdSchema } from './ids'
import { textSchema } from './inputs'

const packNameSchema = z
  .string()
  .trim()
  .pipe(
    textSchema({
      name: 'The pack’s name',
      minChars: 1,
      maxChars: LIMITS.packNameMaxChars,
      maxBytes: LIMITS.packNameMaxBytes,
    }),
  )
const wordsSchema = z
  .string()
  .trim()
  .pipe(
    textSchema({
      name: 'The description',
      minChars: 1,
      maxChars: LIMITS.stickerWordsMaxChars,
      maxBytes: LIMITS.stickerWordsMaxBytes,
    }),
  )
const emojiSchema = z
  .string()
  .max(LIMITS.emojiMaxBytes)
  .transform((text, context) => {
    const emoji = emojiOf(text)
    if (emoji === null) context.addIssue({ code: 'custom', message: 'A sticker says one emoji. Choose one.' })
    return emoji ?? z.NEVER
  })

export const packInput = z.object({ packId: idSchema })
export const createPackInput = z.object({ name: packNameSchema })
export const renamePackInput = packInput.extend({ name: packNameSchema })
export const addStickerInput = packInput.extend({
  /** Brought as a `sticker`, and finished. */
  uploadId: uploadIdSchema,
  emoji: emojiSchema,
  words: wordsSchema,
})
export const stickerInput = z.object({ stickerId: idSchema })
export const changeStickerInput = stickerInput.extend({ emoji: emojiSchema, words: wordsSchema })
export const orderStickersInput = packInput.extend({
  stickerIds: z.array(idSchema).max(LIMITS.stickersPerPackMax),
})
export const favouriteInput = stickerInput.extend({ favourite: z.boolean() })

export type AddStickerInput = z.infer<typeof addStickerInput>
export type ChangeStickerInput = z.infer<typeof changeStickerInput>
