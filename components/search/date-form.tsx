'use client'

import { useMutation } from '@tanstack/react-query'
import type { ConversationId, Instant } from '@/contracts/ids'
import { useTRPCClient } from '../api'
import { refusalOf } from '../refusal'
import { showMessage } from '../shell/location'
import { now } from '../time/now'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { Input } from '../ui/input'
import { doneWithDate } from './chat-search-open'
import { dayOf, dayStart } from './search-filters'

/** Goes to the first message of a day, or the next one after it. `near`: the day to begin with. */
export function DateForm({ id, near }: { id: ConversationId; near: Instant | null }) {
  const api = useTRPCClient()
  const jump = useMutation({
    mutationFn: (day: string) => api.messages.firstAt.query({ conversationId: id, at: dayStart(day, 0) }),
    onSuccess: ({ seq }) => {
      doneWithDate()
      if (seq !== null) showMessage(id, seq)
    },
  })
  const today = dayOf(new Date(now()))
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        jump.mutate(String(new FormData(event.currentTarget).get('day')))
      }}
    >
      <label htmlFor="jump-day" className="flex flex-col gap-1.5 text-sm font-medium">
        Day
        <Input
          id="jump-day"
          type="date"
          name="day"
          required
          max={today}
          defaultValue={near ? dayOf(new Date(near)) : today}
          data-initial-focus=""
        />
      </label>
      <div role="alert" className="text-sm empty:hidden">
        {jump.error && <FieldError>{refusalOf(jump.error).message}</FieldError>}
      </div>
      <Button type="submit" loading={jump.isPending}>
        Go there
      </Button>
    </form>
  )
}
