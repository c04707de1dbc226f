'use client'

import type { Conversation } from '@/contracts/dto'
import { Avatar } from '../avatar'
import { useNames } from '../people/use-names'
import { faceOf } from './face'

/** A conversation before its first message. */
export function NothingSaid({ conversation }: { conversation: Conversation }) {
  const people = useNames()
  const face = faceOf(conversation, people)
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-4 overflow-y-auto p-6 text-center">
      <Avatar {...face} size="xl" />
      <div className="flex max-w-80 flex-col gap-1">
        <p dir="auto" className="text-lg font-semibold text-balance [overflow-wrap:anywhere]">
          {face.name}
        </p>
        <p className="text-sm text-pretty text-ink-muted">
          {face.group
            ? 'The group is ready. Write the first message below.'
            : 'You haven’t written to each other yet. Say hello below.'}
        </p>
      </div>
    </div>
  )
}
