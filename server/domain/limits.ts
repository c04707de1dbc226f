/** What fits where. Characters are Unicode code points; bytes are UTF-8. */
export const LIMITS = {
  userNameMinChars: 2,
  userNameMaxChars: 32,
  userNameMaxBytes: 128,
  fullNameMaxChars: 64,
  fullNameMaxBytes: 256,
  aboutMaxChars: 140,
  aboutMaxBytes: 560,
  contactNameMaxChars: 64,
  contactNameMaxBytes: 256,
  groupNameMaxChars: 64,
  groupNameMaxBytes: 256,
  passwordMinChars: 8,
  passwordMaxBytes: 256,
  messageMaxChars: 100_000,
  messageMaxBytes: 400_000,
  previewChars: 200,
  /** Places of one message. */
  placesMax: 50,
  mentionsMax: 100,
  /** Messages pinned in one chat. */
  pinnedMax: 50,
  /** Unless the environment says otherwise (server/env.ts), as the three below. */
  fileMaxBytes: 2_000_000_000,
  filePixelsMax: 100_000_000,
  quotaBytes: 20_000_000_000,
  attachmentsMax: 30,
  /** A report to the server's admins. */
  reportMessagesMax: 20,
  reportNoteMaxChars: 1000,
  reportsPerDay: 20,
  /** Messages to somebody who hasn't accepted them, and chats begun with such people in 24 hours. */
  requestMessages: 10,
  requestsPerDay: 20,
  fileNameMaxChars: 200,
  fileNameMaxBytes: 800,
  circleVideoMaxMs: 60_000,
  voiceMaxMs: 3_600_000,
  /** How long after sending a message its sender may change its wording. */
  editWindowMs: 48 * 60 * 60 * 1_000,
  /** How long messages of a chat stay that disappear. */
  disappearMinMs: 60_000,
  disappearMaxMs: 365 * 24 * 60 * 60 * 1_000,
  /** The longest emoji there is takes 35. */
  emojiMaxBytes: 40,
  /** Members of a group, unless KITH_GROUP_MEMBERS says otherwise. */
  groupMembers: 50,
  pictureMaxBytes: 1_000_000,
  /** Packs of stickers that one user may make, and stickers in each. */
  stickerPacksMax: 30,
  stickersPerPackMax: 120,
  packNameMaxChars: 64,
  packNameMaxBytes: 256,
  stickerWordsMaxChars: 100,
  stickerWordsMaxBytes: 400,
  pageMax: 100,
  /** Starred messages in a page that names no number of its own. */
  starredPage: 30,
  /** Messages starred, or deleted for oneself, at once. */
  ownMax: 100,
  sinceMax: 500,
  profilesMax: 200,
  /** People for whom something else holds than for the rest, for each thing that a user decides about. */
  privacyExceptionsMax: 200,
  searchResults: 20,
  watchedUsersMax: 500,
  marksPerMove: 500,
  /** How long an export of one's data is there. */
  exportDays: 7,
  /** Days that the server keeps what was said, unless it keeps it for ever. */
  retentionMaxDays: 36_500,
  inviteMaxUses: 1_000,
  inviteMaxDays: 365,
} as const
