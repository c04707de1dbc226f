'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTRPC } from '@/components/api'
import { formatSize } from '@/components/attachments/format-size'
import { refusalOf } from '@/components/refusal'
import { formatAppointment } from '@/components/time/format-time'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { EXPORT_ADDRESS, type ExportStatus } from '@/contracts/export'
import { ExportProgress } from './export-progress'
import { Section } from './section'

const LOOK_EVERY_MS = 1_000

/** All that I may see, to take along. */
export function ExportSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const status = useQuery({
    ...trpc.exports.status.queryOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'making' ? LOOK_EVERY_MS : false),
  })
  const look = () => queries.invalidateQueries({ queryKey: trpc.exports.status.queryKey() })
  const begin = useMutation(trpc.exports.begin.mutationOptions({ onSettled: look }))
  const discard = useMutation(trpc.exports.discard.mutationOptions({ onSettled: look }))
  const problem = status.error ?? begin.error ?? discard.error

  return (
    <Section
      title="Your data"
      description="An archive of everything you can see in Kith: your profile, contacts and chats as text files, with the pictures and files in them."
    >
      <div className="flex flex-col gap-4">
        {status.isPending && <Skeleton className="h-10" />}
        {status.data !== undefined && (
          <Present
            status={status.data}
            busy={begin.isPending || discard.isPending}
            onBegin={() => begin.mutate()}
            onDiscard={() => discard.mutate()}
          />
        )}
        <div role="alert" className="text-sm empty:hidden">
          {problem && <FieldError>{refusalOf(problem).message}</FieldError>}
        </div>
      </div>
    </Section>
  )
}

interface PresentProps {
  readonly status: ExportStatus | null
  readonly busy: boolean
  readonly onBegin: () => void
  readonly onDiscard: () => void
}

function Present({ status, busy, onBegin, onDiscard }: PresentProps) {
  if (status?.state === 'making') {
    return (
      <>
        <ExportProgress status={status} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm text-ink-muted">You can close this page: it goes on without you.</p>
          <Button variant="ghost" size="sm" loading={busy} onClick={onDiscard}>
            Stop
          </Button>
        </div>
      </>
    )
  }
  if (status?.state === 'ready') return <Ready status={status} busy={busy} onBegin={onBegin} onDiscard={onDiscard} />
  return (
    <>
      {status?.state === 'failed' && (
        <div className="text-sm">
          <FieldError>The export couldn’t be made. Try again, or ask who runs this server.</FieldError>
        </div>
      )}
      <Button variant="secondary" className="self-start" loading={busy} onClick={onBegin}>
        Prepare an export
      </Button>
    </>
  )
}

function Ready({ status, busy, onBegin, onDiscard }: PresentProps & { readonly status: ExportStatus }) {
  return (
    <>
      <p className="text-sm text-ink-muted">
        Ready, as of {formatAppointment(status.startedAt)}. Whoever has the file can read all of it.
        {status.expiresAt && ` Here it is erased on ${formatAppointment(status.expiresAt)}.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <a href={EXPORT_ADDRESS} download className={buttonStyles()}>
          <Download aria-hidden /> Download{status.size !== null && ` (${formatSize(status.size)})`}
        </a>
        <Button variant="secondary" loading={busy} onClick={onBegin}>
          Prepare a new one
        </Button>
        <Button variant="danger-ghost" disabled={busy} onClick={onDiscard}>
          Erase it now
        </Button>
      </div>
    </>
  )
}
