'use client'

import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { PeoplePicker } from '@/components/people/people-picker'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Segmented } from '@/components/ui/segmented'
import type { PrivacyChoice } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { PrivacyTopic } from '@/server/domain/privacy'
import { Exceptions } from './exceptions'
import { AUDIENCE_OPTIONS, makesDifference, TOPICS } from './topics'

interface AudienceDialogProps {
  readonly topic: PrivacyTopic
  readonly choice: PrivacyChoice
  readonly onChange: (choice: PrivacyChoice) => void
  readonly onClose: () => void
}

/** Who sees one thing of me. Everything is kept at once: there is nothing to confirm. */
export function AudienceDialog({ topic, choice, onChange, onClose }: AudienceDialogProps) {
  /** Somebody is being picked, whom it is always or never shown to. */
  const [picking, setPicking] = useState<boolean | null>(null)
  const { title, words, asks = false } = TOPICS[topic]
  const titleOf = (allowed: boolean) =>
    asks ? (allowed ? 'Always let them' : 'Always ask me first') : allowed ? 'Always show it to' : 'Never show it to'
  const { audience, exceptions } = choice
  const without = (userId: UserId) => exceptions.filter((one) => one.userId !== userId)

  if (picking !== null) {
    const pick = (userId: UserId) => {
      onChange({ audience, exceptions: [...without(userId), { userId, allowed: picking }] })
      setPicking(null)
    }
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()}>
        <DialogContent
          title={titleOf(picking)}
          leading={
            <IconButton label="Back" size="sm" className="-ml-1.5" onClick={() => setPicking(null)}>
              <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
            </IconButton>
          }
          padding=""
          className="flex h-[34rem] flex-col"
        >
          <PeoplePicker
            label={titleOf(picking)}
            left={new Set(exceptions.filter((one) => one.allowed === picking).map((one) => one.userId))}
            onPick={(person) => pick(person.profile.id)}
          />
        </DialogContent>
      </Dialog>
    )
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={words} className="flex flex-col gap-5">
        <Segmented
          label={asks ? title : `Who sees it: ${title}`}
          value={audience}
          onChange={(next) => onChange({ audience: next, exceptions })}
          options={AUDIENCE_OPTIONS}
        />
        {[true, false]
          .filter((allowed) => makesDifference(audience, allowed))
          .map((allowed) => (
            <Exceptions
              key={String(allowed)}
              title={titleOf(allowed)}
              userIds={exceptions.filter((one) => one.allowed === allowed).map((one) => one.userId)}
              onAdd={() => setPicking(allowed)}
              onRemove={(userId) => onChange({ audience, exceptions: without(userId) })}
            />
          ))}
      </DialogContent>
    </Dialog>
  )
}
