export const LOOK_BEHIND_LINK = 'look-behind-link'
export const NOTIFY_PERSON = 'notify-person'
export const TELL_DEVICE = 'tell-device'
