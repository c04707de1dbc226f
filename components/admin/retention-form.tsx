'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { toast } from '@/components/ui/toast'
import type { Retention } from '@/contracts/dto'
import { orRefusal, refusalOf } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { daysWritten, erasesSomething, estimateWords, sameRetention, writtenOf } from './kept-for'
import { KeptForField } from './kept-for-field'
import { useEstimate, WouldErase } from './would-erase'

const PROBLEM = 'Write a whole number of days, from 1 to 36,500.'

/** Two choices, and what they would erase now. */
export function RetentionForm({ kept }: { kept: Retention }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [messages, setMessages] = useState(() => writtenOf(kept.messages, 'messages'))
  const [files, setFiles] = useState(() => writtenOf(kept.files, 'files'))
  const [asking, setAsking] = useState(false)
  const days = { messages: daysWritten(messages), files: daysWritten(files) }
  const wanted = isRetention(days) && !sameRetention(days, kept) ? days : null
  const estimate = useEstimate(wanted)
  const set = useMutation(
    trpc.admin.setRetention.mutationOptions({
      onSuccess: () => toast.success('Saved'),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.server.info.queryKey() }),
    }),
  )
  const counts = estimate.counts
  const save = async () => {
    if (wanted) await orRefusal(set.mutateAsync(wanted))
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!wanted || !counts) return
        if (erasesSomething(counts)) setAsking(true)
        else set.mutate(wanted)
      }}
    >
      <KeptForField
        label="Messages"
        hint="With all they carry, from every chat, for everybody."
        value={messages}
        problem={days.messages === undefined ? PROBLEM : null}
        onChange={setMessages}
      />
      <KeptForField
        label="Files"
        hint="Photos, videos, files and voice messages. What was written with them stays."
        value={files}
        problem={days.files === undefined ? PROBLEM : null}
        onChange={setFiles}
      />
      {wanted && <WouldErase {...estimate} />}
      {set.error && !asking && (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(set.error).message}</FieldError>
        </div>
      )}
      <Button type="submit" className="self-end" disabled={!wanted || !counts} loading={set.isPending}>
        Save
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Erase what is older for ever?"
        description={
          counts &&
          `This begins to erase ${estimateWords(counts)} at once, on everybody’s devices too. It can’t be taken back.`
        }
        confirmLabel="Save and erase"
        destructive
        onConfirm={save}
      />
    </form>
  )
}

function isRetention(days: {
  messages: number | null | undefined
  files: number | null | undefined
}): days is Retention {
  return days.messages !== undefined && days.files !== undefined
}
