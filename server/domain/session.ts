/** A session that nobody used for so long has ended. */
export const SESSION_IDLE_DAYS = 90
