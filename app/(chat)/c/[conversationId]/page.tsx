/** A conversation: drawn by the layout, so that going from one to another asks no server. */
export default function ConversationPage() {
  return null
}
