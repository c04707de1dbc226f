'use client'

import { MessageCircleOff } from 'lucide-react'
import { showOverview } from '../shell/location'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

export function ConversationMissing() {
  return (
    <section aria-label="Conversation" className="grid h-full place-items-center bg-canvas">
      <h1 className="sr-only">Not here</h1>
      <EmptyState
        icon={<MessageCircleOff />}
        title="This conversation isn’t here"
        description="It doesn’t exist any more, or it isn’t open to you."
        action={
          <Button variant="secondary" onClick={showOverview}>
            Back to all conversations
          </Button>
        }
      />
    </section>
  )
}
