'use client'

import { Check, Timer } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu'
import { CHOICES_MS, durationOf } from './duration'
import { OwnTimerDialog } from './own-timer-dialog'

interface TimerMenuProps {
  /** In milliseconds; null: off. */
  readonly shown: number | null
  readonly onChoose: (disappearAfterMs: number | null) => void
}

/** The choice of how long what is said stays. */
export function TimerMenu({ shown, onChoose }: TimerMenuProps) {
  const [own, setOwn] = useState(false)
  const isOwn = shown !== null && !CHOICES_MS.includes(shown)
  return (
    <>
      <Menu>
        <MenuTrigger render={<Button variant="ghost" size="lines" align="start" />}>
          <TimerWords shown={shown} />
        </MenuTrigger>
        <MenuContent align="start">
          <MenuItem icon={<Chosen when={shown === null} />} onClick={() => onChoose(null)}>
            Off
          </MenuItem>
          {CHOICES_MS.map((ms) => (
            <MenuItem key={ms} icon={<Chosen when={shown === ms} />} onClick={() => onChoose(ms)}>
              {durationOf(ms)}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem icon={<Chosen when={isOwn} />} onClick={() => setOwn(true)}>
            Own time…
          </MenuItem>
        </MenuContent>
      </Menu>
      {own && <OwnTimerDialog now={shown} onChoose={onChoose} onClose={() => setOwn(false)} />}
    </>
  )
}

export function TimerWords({ shown }: { shown: number | null }) {
  return (
    <>
      <Timer aria-hidden className="shrink-0 text-ink-muted" />
      <span className="min-w-0">
        <span className="block">Disappearing messages</span>
        <span className="block text-sm font-normal text-pretty text-ink-muted">
          {shown === null ? 'Off: messages stay' : `New ones stay for ${durationOf(shown)}, for everybody here`}
        </span>
      </span>
    </>
  )
}

function Chosen({ when }: { when: boolean }) {
  return when ? <Check role="img" aria-label="Chosen" /> : <span className="size-4.5" />
}
