import { anyTray } from '../attach/tray'
import { anyEdit } from '../composer/intents'

/** What a person types in a dialog, and what is being recorded. What is written in a chat is kept as a draft. */
const IN_HAND =
  '[data-in-hand],[role="dialog"] textarea,[role="dialog"] input:not([type="checkbox"]):not([type="file"])'

/** Whether a reload would lose something: attachments not sent, an edit, a recording, a dialog that is being filled in. */
export function hasUnkept(): boolean {
  if (anyTray() || anyEdit()) return true
  return [...document.querySelectorAll(IN_HAND)].some((field) => !('value' in field) || field.value !== '')
}
