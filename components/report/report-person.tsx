'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '@/components/ui/toast'
import type { Seq } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { useTRPC } from '../api'
import { useBlocked } from '../blocking/use-blocked'
import { useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { Field, FieldError } from '../ui/field'
import { Textarea } from '../ui/input'
import { closeAskedReport, useAskedReport } from './asked'
import { ReportChoice } from './report-choice'

/** Tells the server's admins about somebody, with the messages chosen. */
export function ReportPerson() {
  const { asked } = useAskedReport()
  return asked && <Ask key={asked.userId} {...asked} />
}

type AskProps = NonNullable<ReturnType<typeof useAskedReport.getState>['asked']>

function Ask({ userId, events, chosen: all }: AskProps) {
  const trpc = useTRPC()
  const name = useNames().nameOf(userId)
  const blocked = useBlocked(userId)
  const [chosen, setChosen] = useState<ReadonlySet<Seq>>(new Set(all ? events.map(({ seq }) => seq) : []))
  const [note, setNote] = useState('')
  const [alsoBlock, setAlsoBlock] = useState(false)
  const block = useMutation(trpc.contacts.block.mutationOptions())
  const report = useMutation(trpc.contacts.report.mutationOptions())
  const conversationId = events[0]?.conversationId ?? null
  const nothing = chosen.size === 0 && note.trim() === ''
  const error = report.error ?? block.error

  async function send(): Promise<void> {
    if (!report.isSuccess) await report.mutateAsync({ userId, conversationId, seqs: [...chosen], note })
    if (alsoBlock && !blocked) await block.mutateAsync({ userId })
    toast.success('The server’s admins have your report.')
    closeAskedReport()
  }

  return (
    <Dialog open onOpenChange={(open) => !open && closeAskedReport()}>
      <DialogContent
        title={
          <>
            Report <bdi>{name}</bdi>
          </>
        }
        description={`Who runs this server gets copies of what you choose, with your name. ${name} isn’t told.`}
        footer={
          <>
            <div role="alert" className="mr-auto self-center text-sm empty:hidden">
              {error && <FieldError>{refusalOf(error).message}</FieldError>}
            </div>
            <Button
              disabled={nothing}
              loading={report.isPending || block.isPending}
              onClick={() => void send().catch(() => {})}
            >
              Report
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          {events.length > 0 && (
            <ReportChoice
              events={events}
              chosen={chosen}
              full={chosen.size >= LIMITS.reportMessagesMax}
              onToggle={(seq) => {
                const next = new Set(chosen)
                if (!next.delete(seq)) next.add(seq)
                setChosen(next)
              }}
            />
          )}
          <Field label="What happened">
            {(control) => (
              <Textarea
                {...control}
                value={note}
                maxLength={LIMITS.reportNoteMaxChars}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          {!blocked && (
            <label className="flex min-h-9 items-center gap-3 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={alsoBlock}
                onChange={(event) => setAlsoBlock(event.target.checked)}
                className="size-5 shrink-0 accent-accent"
              />
              <span>
                Block <bdi>{name}</bdi>, too
              </span>
            </label>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}
