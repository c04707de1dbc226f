// What is kept for some days alone, as server_settings has it: null where it is kept for ever. By the minute, so that what was
// said in one goes at once, by one seq.
const before = (days: string) => `(
  SELECT date_trunc('minute', clock_timestamp()) - ${days} * interval '1 day' FROM server_settings WHERE id = 1)`

/** Messages that came to their place before this go. */
export const MESSAGES_BEFORE = before('keep_messages_days')
/** The files of messages that were sent before this go, wherever those stand. */
export const FILES_BEFORE = before('keep_files_days')

/** It has files that are here. */
export const HAS_FILES = `attached > 0 AND kind <> 'sticker'`

/**
 * The oldest messages whose files are to go, as a query: whoever asks for those of a conversation looks at these alone, so
 * that it takes as long however many there are.
 */
export const FILES_DUE = `SELECT id, text FROM messages
  WHERE ${HAS_FILES} AND sent_at <= ${FILES_BEFORE} ORDER BY sent_at, id LIMIT 2000`
