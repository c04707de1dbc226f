'use client'

import { formatClock, formatDay } from '@/components/time/format-time'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { Report, ReportedMessage } from '@/contracts/dto'

interface ReportRowProps {
  readonly report: Report
  readonly busy: boolean
  readonly onDone: (done: boolean) => void
  readonly onDelete: () => void
}

export function ReportRow({ report, busy, onDone, onDelete }: ReportRowProps) {
  const { reporter, reported, note, messages, doneAt, at } = report
  const nameOf = (userId: string) =>
    [reporter, reported].find((profile) => profile.id === userId)?.fullName ?? 'Somebody else'
  return (
    <li className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-2 font-medium">
        <span className="[overflow-wrap:anywhere]">
          <bdi>{reporter.fullName}</bdi> reported <bdi>{reported.fullName}</bdi>{' '}
          <bdi className="font-normal text-ink-muted">@{reported.userName}</bdi>
        </span>
        {doneAt && (
          <Badge tone="plain" shape="word">
            Done
          </Badge>
        )}
      </p>
      <p className="text-sm text-ink-muted">
        {formatDay(at)}, {formatClock(at)}
      </p>
      {note && (
        <p dir="auto" className="text-start whitespace-pre-wrap [overflow-wrap:anywhere]">
          {note}
        </p>
      )}
      {messages.map((message) => (
        <Copied key={`${message.senderId} ${message.sentAt}`} message={message} name={nameOf(message.senderId)} />
      ))}
      <div className="-ms-3 flex flex-wrap gap-1">
        <Button variant="ghost" size="sm" loading={busy} onClick={() => onDone(doneAt === null)}>
          {doneAt ? 'Mark as not done' : 'Mark as done'}
        </Button>
        <Button variant="danger-ghost" size="sm" onClick={onDelete}>
          Delete
        </Button>
      </div>
    </li>
  )
}

function Copied({ message: { text, sentAt, attachments }, name }: { message: ReportedMessage; name: string }) {
  return (
    <blockquote className="rounded-lg border-s-3 border-line-strong bg-sunken px-3 py-2">
      <p className="text-sm text-ink-muted">
        <bdi>{name}</bdi> · {formatDay(sentAt)}, {formatClock(sentAt)}
      </p>
      {text && (
        <p dir="auto" className="max-h-60 overflow-y-auto text-start whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
      {attachments.length > 0 && (
        <p className="text-sm [overflow-wrap:anywhere]">
          With {attachments.map(({ kind, name: file }) => file || kind.replace('_', ' ')).join(', ')}
        </p>
      )}
    </blockquote>
  )
}
