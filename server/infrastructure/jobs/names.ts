export const LOOK_BEHIND_LINK = 'look-behind-link'
export const NOTIFY_PERSON = 'notify-person'
export const SUMMARIZE_QUIET = 'summarize-quiet'
export const TELL_SUMMARY = 'tell-summary'
export const TELL_DEVICE = 'tell-device'

const QUEUES = 64

/**
 * The queue of what a device is told, as SQL over its subscription: one after the other, as what is taken back must not be there
 * before what was told. A fixed number of them, as nothing removes one.
 */
export const queueOf = (subscription: string): string =>
  `concat('${TELL_DEVICE} ', ${subscription}.session_id % ${QUEUES})`
