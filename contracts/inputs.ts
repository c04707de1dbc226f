import { z } from 'zod'
import { carryingProblem } from '@/server/domain/carrying'
import { emojiOf } from '@/server/domain/emoji'
import { LIMITS } from '@/server/domain/limits'
import { MESSAGE_TEXT } from '@/server/domain/message-text'
import { nameProblem } from '@/server/domain/names'
import { AUDIENCES, PRIVACY_TOPICS } from '@/server/domain/privacy'
import { fitsInto, isStorable, notStorable, type TextLimits, tooLong } from '@/server/domain/storable-text'
import { userNameProblem } from '@/server/domain/user-name'
import { clientIdSchema, idSchema, instantSchema, seqSchema, uploadIdSchema } from './ids'

/** Text of at most `maxChars` code points and `maxBytes` of UTF-8 that can be stored. */
export function textSchema({ name, minChars = 0, ...limits }: NamedTextLimits) {
  return z
    .string()
    .refine(isStorable, { error: notStorable(name), abort: true })
    .refine((text) => fitsInto(text, limits), {
      error: tooLong(name, limits.maxChars),
      params: { code: 'too_long' },
      abort: true,
    })
    .refine((text) => minChars === 0 || [...text].length >= minChars, {
      error: minChars === 1 ? `${name} can't be empty.` : `${name} needs at least ${minChars} characters.`,
    })
}

interface NamedTextLimits extends TextLimits {
  readonly name: string
}

const trimmed = (limits: NamedTextLimits, problem: (text: string) => string | null = () => null) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().normalize('NFC') : value),
    textSchema(limits).refine((text) => problem(text) === null, {
      error: ({ input }) => problem(String(input)) ?? 'This name is not allowed.',
    }),
  )

export const userNameSchema = trimmed(
  {
    name: 'The user name',
    minChars: LIMITS.userNameMinChars,
    maxChars: LIMITS.userNameMaxChars,
    maxBytes: LIMITS.userNameMaxBytes,
  },
  userNameProblem,
)
export const fullNameSchema = trimmed(
  {
    name: 'The name',
    minChars: 1,
    maxChars: LIMITS.fullNameMaxChars,
    maxBytes: LIMITS.fullNameMaxBytes,
  },
  nameProblem,
)
export const aboutSchema = trimmed({ name: 'About', maxChars: LIMITS.aboutMaxChars, maxBytes: LIMITS.aboutMaxBytes })
export const groupNameSchema = trimmed(
  {
    name: 'The group’s name',
    minChars: 1,
    maxChars: LIMITS.groupNameMaxChars,
    maxBytes: LIMITS.groupNameMaxBytes,
  },
  nameProblem,
)
export const contactNameSchema = trimmed(
  {
    name: 'The contact’s name',
    minChars: 1,
    maxChars: LIMITS.contactNameMaxChars,
    maxBytes: LIMITS.contactNameMaxBytes,
  },
  nameProblem,
)
export const passwordSchema = textSchema({
  name: 'The password',
  minChars: LIMITS.passwordMinChars,
  maxChars: LIMITS.passwordMaxBytes,
  maxBytes: LIMITS.passwordMaxBytes,
})
/** May be empty, where the message carries something else. */
export const messageTextSchema = textSchema(MESSAGE_TEXT)
const fileNameSchema = textSchema({
  name: 'The file’s name',
  maxChars: LIMITS.fileNameMaxChars,
  maxBytes: LIMITS.fileNameMaxBytes,
})

export const signUpInput = z.object({
  userName: userNameSchema,
  fullName: fullNameSchema,
  password: passwordSchema,
  /** The token of an invite link, where sign-up is closed. */
  invite: z.string().max(64).optional(),
})
export const signInInput = z.object({
  userName: z.string().max(LIMITS.userNameMaxBytes),
  password: z.string().max(LIMITS.passwordMaxBytes),
})
export const profileInput = z.object({ fullName: fullNameSchema, about: aboutSchema }).partial()
/** A picture of any common format as base64, or null to take it away. */
export const pictureInput = z
  .base64()
  .max(Math.ceil((LIMITS.pictureMaxBytes * 4) / 3) + 4, 'The picture is too large: at most 1 MB.')
  .nullable()
export const privacyInput = z.object({
  topic: z.enum(PRIVACY_TOPICS),
  audience: z.enum(AUDIENCES),
  exceptions: z
    .array(z.object({ userId: idSchema, allowed: z.boolean() }))
    .max(LIMITS.privacyExceptionsMax, `At most ${LIMITS.privacyExceptionsMax} people can be excepted.`)
    .refine((all) => new Set(all.map(({ userId }) => userId)).size === all.length, 'Each person can be excepted once.'),
})
export const searchInput = z.object({ query: textSchema({ name: 'The search', maxChars: 64, maxBytes: 256 }) })
export const setPictureInput = z.object({ picture: pictureInput })
export const changePasswordInput = z.object({
  current: z.string().max(LIMITS.passwordMaxBytes, 'The present password is wrong. Check it and try again.'),
  next: passwordSchema,
})
export const deleteAccountInput = z.object({
  password: z.string().max(LIMITS.passwordMaxBytes, 'The password is wrong. Check it and try again.'),
  /** What I said goes too, for everyone. */
  messages: z.boolean(),
})
export const sessionInput = z.object({ sessionId: idSchema })
export const contactInput = z.object({ userId: idSchema })
/** Messages of one chat, and what one has to say to them. */
export const reportInput = contactInput.extend({
  conversationId: idSchema.nullable(),
  seqs: z
    .array(seqSchema)
    .max(LIMITS.reportMessagesMax, `A report takes at most ${LIMITS.reportMessagesMax} messages.`),
  note: trimmed({ name: 'The note', maxChars: LIMITS.reportNoteMaxChars, maxBytes: LIMITS.reportNoteMaxChars * 4 }),
})
export const reportIdInput = z.object({ id: idSchema })
export const reportDoneInput = reportIdInput.extend({ done: z.boolean() })
/** `name` null shows their own again. */
export const renameContactInput = contactInput.extend({ name: contactNameSchema.nullable() })

/** Makes a user an admin of the server, or none. */
export const serverAdminInput = contactInput.extend({ admin: z.boolean() })
export const signUpOpenInput = z.object({ open: z.boolean() })
export const linkPreviewsInput = z.object({ on: z.boolean() })
const daysInput = z
  .int()
  .min(1, 'Keep it for at least one day.')
  .max(LIMITS.retentionMaxDays, `Keep it for at most ${LIMITS.retentionMaxDays} days, or for ever.`)
export const retentionInput = z.object({ messages: daysInput.nullable(), files: daysInput.nullable() })
export const createInviteInput = z.object({
  days: z
    .int()
    .min(1, 'An invite lasts at least one day.')
    .max(LIMITS.inviteMaxDays, `An invite lasts at most ${LIMITS.inviteMaxDays} days.`),
  maxUses: z
    .int()
    .min(1, 'An invite is for at least one person.')
    .max(LIMITS.inviteMaxUses, `An invite is for at most ${LIMITS.inviteMaxUses.toLocaleString('en')} people.`),
})
export const inviteInput = z.object({ id: idSchema })

const disappearAfterSchema = z
  .int()
  .min(LIMITS.disappearMinMs, 'The shortest timer is one minute.')
  .max(LIMITS.disappearMaxMs, 'The longest timer is a year.')

/** When everything said in the group is erased and it closes. */
const endsAtSchema = instantSchema.transform((at) => new Date(at).toISOString())

export const conversationInput = z.object({ conversationId: idSchema })
/** `first`: so many entries alone, those that stand first where one looks first; all where there are no more. */
export const overviewInput = z.object({ first: z.int().min(1).max(LIMITS.pageMax) }).optional()
export const openDirectInput = z.object({ userId: idSchema })
export const createGroupInput = z.object({
  name: groupNameSchema,
  userIds: z.array(idSchema).min(1, 'Choose at least one other person.').max(1_000),
  /** As in `changeGroupInput`. */
  disappearAfterMs: disappearAfterSchema.nullable().optional(),
  endsAt: endsAtSchema.nullable().optional(),
  picture: pictureInput.optional(),
})
export const changeGroupInput = conversationInput.extend({
  name: groupNameSchema.optional(),
  pastOpen: z.boolean().optional(),
  /** Whether those who say something are told who has seen it. */
  receiptsShown: z.boolean().optional(),
  /** How long what is said from now on stays; null: for ever. */
  disappearAfterMs: disappearAfterSchema.nullable().optional(),
  /** Null: never. */
  endsAt: endsAtSchema.nullable().optional(),
  picture: pictureInput.optional(),
})
export const addMembersInput = conversationInput.extend({ userIds: z.array(idSchema).min(1).max(1_000) })
export const memberInput = conversationInput.extend({ userId: idSchema })
/** `owner` hands the group over: the giver becomes an admin. */
export const setRoleInput = memberInput.extend({ role: z.enum(['owner', 'admin', 'member']) })
export const privateStateInput = conversationInput.extend({
  markedUnread: z.boolean().optional(),
  /** Until then; "for ever" is the year 9999. Null: not muted. */
  mutedUntil: instantSchema.nullable().optional(),
  mentionsOnly: z.boolean().optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** Takes the place of an earlier one, by `at`; without text and `replyTo`, there is none any more. */
  draft: z
    .object({
      text: messageTextSchema,
      replyTo: seqSchema.nullable(),
      at: instantSchema.transform((at) => new Date(at).toISOString()),
    })
    .optional(),
})

/** One of: the newest page (neither), before a seq, after a seq, around a seq. Exclusive of `before` and `after`. */
export const historyInput = conversationInput.extend({
  before: seqSchema.optional(),
  after: seqSchema.optional(),
  around: seqSchema.optional(),
  limit: z.int().min(1).max(LIMITS.pageMax).default(50),
})
export const sinceInput = conversationInput.extend({
  after: seqSchema,
  limit: z.int().min(1).max(LIMITS.sinceMax).default(LIMITS.sinceMax),
})
/** A conversation, where the message may answer one that its sender may see there; or the direct chat with a user. */
export const placeInput = z.union([
  conversationInput.extend({ replyTo: seqSchema.optional() }),
  z.object({ userId: idSchema }),
])
const placesOf = <Place extends z.ZodType>(place: Place) =>
  z
    .array(place)
    .min(1, 'Choose whom the message is for.')
    .max(LIMITS.placesMax, `A message goes to at most ${LIMITS.placesMax} places at once. Choose fewer.`)
const pixelsSchema = z.int().min(1).max(1_000_000)
/** A file that the sender uploaded, or a sticker. What a file's bytes tell counts for more than what is said here. */
export const attachmentInput = z.union([
  z.object({
    uploadId: uploadIdSchema,
    kind: z.enum(['image', 'video', 'file', 'voice', 'circle_video']),
    name: fileNameSchema,
    /** The upload of a video's poster. */
    previewId: uploadIdSchema.optional(),
    width: pixelsSchema.optional(),
    height: pixelsSchema.optional(),
    durationMs: z.int().min(0).max(2_147_483_647).optional(),
    /** 64 levels of loudness, 0 to 31, a byte each. */
    waveform: z.base64().length(88).optional(),
  }),
  z.object({ stickerId: idSchema }),
])
const mentionsSchema = z.array(idSchema).max(LIMITS.mentionsMax).default([])
export const sendInput = z
  .object({
    clientId: clientIdSchema,
    createdAt: instantSchema,
    kind: z.enum(['text', 'voice', 'circle_video', 'sticker']).default('text'),
    text: messageTextSchema,
    attachments: z.array(attachmentInput).max(LIMITS.attachmentsMax).default([]),
    mentions: mentionsSchema,
    /** Then kind, text and attachments are that message's, as the sender sees it. */
    forward: z.object({ conversationId: idSchema, seq: seqSchema }).optional(),
    places: placesOf(placeInput),
  })
  .superRefine((input, context) => {
    const kinds = input.attachments.map((one) => ('stickerId' in one ? 'sticker' : one.kind))
    const problem = input.forward ? null : carryingProblem(input.kind, input.text, kinds)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    if (input.places.length > 1 && input.places.some((place) => 'replyTo' in place && place.replyTo !== undefined)) {
      context.addIssue({ code: 'custom', message: 'An answer goes to one place. Send this one by itself.' })
    }
  })
/** A message by the seq of its posting. */
export const messageInput = conversationInput.extend({ seq: seqSchema })
/** The text may be empty where the message carries something else. */
export const editInput = messageInput.extend({ text: messageTextSchema, mentions: mentionsSchema })
/** Conversations, or direct chats with users, in which the message is to stand, too. */
export const placeMoreInput = messageInput.extend({
  places: placesOf(z.union([conversationInput, z.object({ userId: idSchema })])),
})
export const pinInput = messageInput.extend({ pinned: z.boolean() })
/** One emoji, or null for none. */
export const reactInput = messageInput.extend({
  emoji: z
    .string()
    .max(LIMITS.emojiMaxBytes)
    .transform((text, context) => {
      const emoji = emojiOf(text)
      if (emoji === null) context.addIssue({ code: 'custom', message: 'A reaction is one emoji. Choose another one.' })
      return emoji ?? z.NEVER
    })
    .nullable(),
})
/** Marks of mine alone. `hidden`: deleted for me, for good. */
export const ownInput = conversationInput.extend({
  seqs: z
    .array(seqSchema)
    .min(1, 'Choose a message first.')
    .max(LIMITS.ownMax, `At most ${LIMITS.ownMax} messages at once.`),
  starred: z.boolean().optional(),
  hidden: z.literal(true).optional(),
})
export const ownSinceInput = conversationInput.extend({ after: z.int().min(0).max(2_147_483_647) })
/** Those starred before that one; the newest without. */
export const starredInput = z.object({
  before: messageInput.extend({ starredAt: instantSchema }).optional(),
  limit: z.int().min(1).max(LIMITS.pageMax).default(LIMITS.starredPage),
})
export const quotesInput = conversationInput.extend({ seqs: z.array(seqSchema).min(1).max(LIMITS.pageMax) })
export const markMoveInput = conversationInput.extend({
  delivered: seqSchema.optional(),
  read: seqSchema.optional(),
  seen: seqSchema.optional(),
})
export const moveMarksInput = z.object({ moves: z.array(markMoveInput).min(1).max(LIMITS.marksPerMove) })
export const profilesInput = z.object({ userIds: z.array(idSchema).max(LIMITS.profilesMax) })
export const compareHeadsInput = z.object({
  digest: z.string().max(64),
  /** Profiles on screen, by the version this client has. */
  people: z.array(z.tuple([idSchema, z.int()])).max(LIMITS.profilesMax),
  /** Where nothing differs, compare this from now on, as long as this socket lasts: see `kept`. Absent: the client is older. */
  keep: z.boolean().optional(),
})
export const watchInput = z.object({ userIds: z.array(idSchema).max(LIMITS.watchedUsersMax) })
export const activityInput = z.object({
  /** The app is on screen. */
  visible: z.boolean(),
  /** The person did something since the last report. */
  input: z.boolean(),
})

export type SignUpInput = z.infer<typeof signUpInput>
export type PlaceInput = z.infer<typeof placeInput>
export type AttachmentInput = z.infer<typeof attachmentInput>
export type SendInput = z.infer<typeof sendInput>
export type PlaceMoreInput = z.infer<typeof placeMoreInput>
export type PinInput = z.infer<typeof pinInput>
export type MessageInput = z.infer<typeof messageInput>
export type EditInput = z.infer<typeof editInput>
export type ReactInput = z.infer<typeof reactInput>
export type MarkMoveInput = z.infer<typeof markMoveInput>
export type HistoryInput = z.infer<typeof historyInput>
export type CompareHeadsInput = z.infer<typeof compareHeadsInput>
export type OwnInput = z.infer<typeof ownInput>
export type StarredInput = z.infer<typeof starredInput>
export type PrivateStateInput = z.infer<typeof privateStateInput>
export type ActivityInput = z.infer<typeof activityInput>
