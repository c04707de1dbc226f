'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { orRefusal, refusalOf } from '@/components/refusal'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import type { SessionInfo } from '@/contracts/dto'
import { DeviceRow } from './device-row'
import { Section } from './section'

/** Every browser and device that is signed in as me. */
export function DevicesSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const sessions = useQuery(trpc.sessions.list.queryOptions())
  const revoke = useMutation(trpc.sessions.revoke.mutationOptions())
  const [ending, setEnding] = useState<readonly SessionInfo[] | null>(null)
  const others = (sessions.data ?? []).filter((session) => !session.current)
  const one = ending?.length === 1 ? ending[0] : undefined

  async function end(): Promise<void> {
    try {
      for (const session of ending ?? []) await orRefusal(revoke.mutateAsync({ sessionId: session.id }))
    } finally {
      await queries.invalidateQueries({ queryKey: trpc.sessions.list.queryKey() })
    }
  }

  return (
    <Section title="My devices" description="Where you are signed in.">
      <ul className="flex flex-col divide-y divide-line">
        {sessions.data?.map((session) => (
          <DeviceRow key={session.id} session={session} onEnd={() => setEnding([session])} />
        ))}
        {sessions.isPending && <Skeleton className="h-12" />}
      </ul>
      {others.length > 1 && (
        <Button variant="danger-ghost" size="sm" className="mt-2 -ml-3" onClick={() => setEnding(others)}>
          Sign out everywhere else
        </Button>
      )}
      {sessions.error && (
        <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <FieldError>{refusalOf(sessions.error).message}</FieldError>
          <Button variant="secondary" size="sm" onClick={() => void sessions.refetch()}>
            Try again
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={one ? `Sign out ${one.device}?` : 'Sign out everywhere else?'}
        description="What Kith stored there is wiped the next time it connects."
        confirmLabel="Sign out"
        destructive
        onConfirm={end}
      />
    </Section>
  )
}
