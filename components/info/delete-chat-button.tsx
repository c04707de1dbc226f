'use client'

import { Trash2 } from 'lucide-react'
import type { Conversation } from '@/contracts/dto'
import { askDeleteChat } from '../delete-chat/asked'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'

/** `below`: it belongs with what is above it. */
export function DeleteChatButton({ conversation, below = false }: { conversation: Conversation; below?: boolean }) {
  return (
    <div className={cn('p-3', below ? 'pt-0' : 'border-t border-line')}>
      <Button variant="danger-ghost" align="start" className="w-full" onClick={() => askDeleteChat(conversation)}>
        <Trash2 aria-hidden /> Delete chat
      </Button>
    </div>
  )
}
