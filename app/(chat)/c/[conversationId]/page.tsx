import { ConversationMissing } from '@/components/conversation/conversation-missing'

/**
 * A conversation is drawn by the layout, so that going from one to another asks no server. What the address names is drawn
 * here where it can't be one's id.
 */
export default function ConversationPage() {
  return (
    <main className="h-full">
      <ConversationMissing />
    </main>
  )
}
