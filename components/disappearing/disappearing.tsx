'use client'

import { useMutation } from '@tanstack/react-query'
import { Check, Timer } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu'
import { CHOICES_MS, durationOf } from './duration'
import { OwnTimerDialog } from './own-timer-dialog'

/** How long what is said here stays, and, for who may, the choice of it. */
export function Disappearing({ conversation, may }: { conversation: Conversation; may: boolean }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const [own, setOwn] = useState(false)
  const wished = change.isPending ? change.variables.disappearAfterMs : undefined
  const shown = wished === undefined ? conversation.disappearAfterMs : wished
  const set = (disappearAfterMs: number | null) => change.mutate({ conversationId: conversation.id, disappearAfterMs })
  const isOwn = shown !== null && !CHOICES_MS.includes(shown)
  if (!may && shown === null) return null

  return (
    <div className="flex flex-col border-t border-line p-3">
      {may ? (
        <Menu>
          <MenuTrigger render={<Button variant="ghost" className="h-auto justify-start py-2 text-start" />}>
            <TimerWords shown={shown} />
          </MenuTrigger>
          <MenuContent align="start">
            <MenuItem icon={<Chosen when={shown === null} />} onClick={() => set(null)}>
              Off
            </MenuItem>
            {CHOICES_MS.map((ms) => (
              <MenuItem key={ms} icon={<Chosen when={shown === ms} />} onClick={() => set(ms)}>
                {durationOf(ms)}
              </MenuItem>
            ))}
            <MenuSeparator />
            <MenuItem icon={<Chosen when={isOwn} />} onClick={() => setOwn(true)}>
              Own time…
            </MenuItem>
          </MenuContent>
        </Menu>
      ) : (
        <p className="flex items-center gap-2.5 px-3 py-2 [&_svg]:size-4.5">
          <TimerWords shown={shown} />
        </p>
      )}
      <div role="alert" className="px-3 text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
      {own && <OwnTimerDialog now={shown} onChoose={set} onClose={() => setOwn(false)} />}
    </div>
  )
}

function TimerWords({ shown }: { shown: number | null }) {
  return (
    <>
      <Timer aria-hidden className="shrink-0 text-ink-muted" />
      <span className="min-w-0">
        <span className="block">Disappearing messages</span>
        <span className="block text-sm font-normal text-ink-muted">
          {shown === null ? 'Off: messages stay' : `New ones stay for ${durationOf(shown)}, for everybody here`}
        </span>
      </span>
    </>
  )
}

function Chosen({ when }: { when: boolean }) {
  return when ? <Check role="img" aria-label="Chosen" /> : <span className="size-4.5" />
}
