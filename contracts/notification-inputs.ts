import { z } from 'zod'
import { DAY_MINUTES, isTimeZone } from '@/server/domain/quiet-hours'
import { idSchema, seqSchema } from './ids'

const ENDPOINT_MAX_CHARS = 2_000
const P256DH_CHARS = 87
const AUTH_CHARS = 22
const SHOWN_MAX = 1_000

const key = (characters: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`))
const minute = z
  .int()
  .min(0)
  .max(DAY_MINUTES - 1)

export const pushTargetInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(ENDPOINT_MAX_CHARS),
  p256dh: key(P256DH_CHARS),
  auth: key(AUTH_CHARS),
})

/** The notifications that a browser shows: of which message each. */
export const shownInput = z.array(z.object({ conversationId: idSchema, seq: seqSchema })).max(SHOWN_MAX)

export const notificationSettingsInput = z.object({
  hideContent: z.boolean().optional(),
  quiet: z
    .object({ from: minute, to: minute, zone: z.string().max(64).refine(isTimeZone, 'That time zone isn’t known.') })
    .refine(({ from, to }) => from !== to, 'Quiet hours need an end that differs from their beginning.')
    .nullable()
    .optional(),
})
