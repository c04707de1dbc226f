'use client'

import { useMutation } from '@tanstack/react-query'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { refusalOf } from '../refusal'
import { FieldError } from '../ui/field'
import { TimerMenu, TimerWords } from './timer-menu'

/** How long what is said here stays, and, for who may, the choice of it. */
export function Disappearing({ conversation, may }: { conversation: Conversation; may: boolean }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const wished = change.isPending ? change.variables.disappearAfterMs : undefined
  const shown = wished === undefined ? conversation.disappearAfterMs : wished
  const set = (disappearAfterMs: number | null) => change.mutate({ conversationId: conversation.id, disappearAfterMs })
  if (!may && shown === null) return null

  return (
    <div className="flex flex-col border-t border-line p-3">
      {may ? (
        <TimerMenu shown={shown} onChoose={set} />
      ) : (
        <p className="flex items-center gap-2.5 px-3 py-2 [&_svg]:size-4.5">
          <TimerWords shown={shown} />
        </p>
      )}
      <div role="alert" className="px-3 text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
    </div>
  )
}
