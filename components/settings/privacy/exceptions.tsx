'use client'

import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Avatar } from '@/components/avatar'
import { useNames } from '@/components/people/use-names'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { UserId } from '@/contracts/ids'

interface ExceptionsProps {
  readonly title: string
  readonly userIds: readonly UserId[]
  readonly onAdd: () => void
  readonly onRemove: (userId: UserId) => void
}

/** Those for whom something else holds than for the rest. */
export function Exceptions({ title, userIds, onAdd, onRemove }: ExceptionsProps) {
  const id = useId()
  const { nameOf, profileOf } = useNames()
  return (
    <section aria-labelledby={id}>
      <div className="flex items-center justify-between gap-3">
        <h3 id={id} className="font-medium">
          {title}
        </h3>
        <Button variant="ghost" size="sm" className="-me-3 text-accent-ink" onClick={onAdd}>
          <Plus aria-hidden />
          Add<span className="sr-only"> somebody: {title.toLowerCase()}</span>
        </Button>
      </div>
      {userIds.length === 0 ? (
        <p className="text-sm text-ink-muted">Nobody in particular</p>
      ) : (
        <ul aria-labelledby={id} className="flex flex-col">
          {userIds.map((userId) => (
            <li key={userId} className="flex min-h-12 items-center gap-3">
              <Avatar id={userId} name={nameOf(userId)} pictureId={profileOf(userId)?.pictureId ?? null} size="sm" />
              <bdi className="min-w-0 flex-1 truncate">{nameOf(userId)}</bdi>
              <IconButton
                label={`Take out ${nameOf(userId)}`}
                size="sm"
                className="-me-1.5"
                onClick={() => onRemove(userId)}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
