import { ConversationMissing } from '@/components/conversation/conversation-missing'

/**
 * A conversation is drawn by the layout, so that going from one to another asks no server. Every one's address is answered with
 * this page, which is made once; what it draws is seen where the address names none.
 */
export default function ConversationPage() {
  return (
    <main className="h-full">
      <ConversationMissing />
    </main>
  )
}
