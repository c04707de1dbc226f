'use client'

import { useQuery } from '@tanstack/react-query'
import { examineWay } from '@/client/examine-way'
import { useTRPC, useTRPCClient } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import type { Finding } from '@/contracts/health'
import { FindingRow } from './finding-row'

/** What everything leans on, tried: the way from this browser to the server, and what the server needs. */
export function HealthSection() {
  const trpc = useTRPC()
  const api = useTRPCClient()
  const fresh = { staleTime: 0, gcTime: 0, retry: false } as const
  const way = useQuery({
    queryKey: ['health', 'way'],
    queryFn: () => examineWay({ ticket: () => api.auth.ticket.mutate(), pages: window.location.origin }),
    ...fresh,
  })
  const here = useQuery(trpc.admin.health.queryOptions(undefined, fresh))
  const looking = way.isFetching || here.isFetching
  const findings = [...(way.data ?? []), ...(here.data ?? [])]
  const error = way.error ?? here.error
  return (
    <Section
      title="Health"
      description={looking ? 'Looking …' : summaryOf(findings)}
      action={
        <Button
          variant="secondary"
          size="sm"
          disabled={looking}
          onClick={() => {
            void way.refetch()
            void here.refetch()
          }}
        >
          Look again
        </Button>
      }
    >
      {findings.length === 0 && looking && <Skeleton className="h-40" />}
      {findings.length > 0 && (
        <ul aria-label="What was found" aria-busy={looking} className="flex flex-col divide-y divide-line">
          {findings.map((finding) => (
            <FindingRow key={finding.what} finding={finding} />
          ))}
        </ul>
      )}
      {error && (
        <div role="alert" className="mt-3 text-sm">
          <FieldError>{refusalOf(error).message}</FieldError>
        </div>
      )}
    </Section>
  )
}

function summaryOf(findings: readonly Finding[]): string {
  const wrong = findings.filter(({ state }) => state === 'bad').length
  if (wrong === 0) return 'All is well, seen from this browser and from the server.'
  return `${wrong === 1 ? 'One thing is' : `${wrong} things are`} wrong, seen from this browser and from the server.`
}
