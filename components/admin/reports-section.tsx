'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { orRefusal, refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import type { Report } from '@/contracts/dto'
import { ReportRow } from './report-row'

/** What people told the admins, and what became of it. */
export function ReportsSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.admin.reports.queryKey() })
  const reports = useQuery(trpc.admin.reports.queryOptions())
  const setDone = useMutation(trpc.admin.setReportDone.mutationOptions({ onSettled }))
  const remove = useMutation(trpc.admin.deleteReport.mutationOptions({ onSettled }))
  const [deleting, setDeleting] = useState<Report | null>(null)
  const error = reports.error ?? setDone.error
  return (
    <Section
      title="Reports"
      description={
        reports.data?.length === 0
          ? 'Nobody reported anything.'
          : 'What people reported, with copies of the messages that they chose. They stay until you delete them.'
      }
    >
      {reports.isPending && <Skeleton className="h-24" />}
      {reports.data && reports.data.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {reports.data.map((report) => (
            <ReportRow
              key={report.id}
              report={report}
              busy={setDone.isPending && setDone.variables.id === report.id}
              onDone={(done) => setDone.mutate({ id: report.id, done })}
              onDelete={() => setDeleting(report)}
            />
          ))}
        </ul>
      )}
      {error && (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(error).message}</FieldError>
        </div>
      )}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={(open) => !open && setDeleting(null)}
        title="Delete this report?"
        description="Its copies of messages go with it. This can’t be taken back."
        confirmLabel="Delete"
        destructive
        onConfirm={async () => {
          if (deleting) await orRefusal(remove.mutateAsync({ id: deleting.id }))
        }}
      />
    </Section>
  )
}
