'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { orRefusal, refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import type { InviteInfo } from '@/contracts/dto'
import { InviteRow } from './invite-row'
import { NewInviteDialog } from './new-invite-dialog'

export function InvitesSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const invites = useQuery(trpc.admin.invites.queryOptions())
  const revoke = useMutation(trpc.admin.revokeInvite.mutationOptions())
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<InviteInfo | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: trpc.admin.invites.queryKey() })

  async function end(): Promise<void> {
    if (revoking) await orRefusal(revoke.mutateAsync({ id: revoking.id }))
    await reload()
  }

  return (
    <Section
      title="Invite links"
      description="A link lets people in while sign-up is closed."
      action={
        <Button variant="secondary" size="sm" onClick={() => setMaking(true)}>
          <Plus aria-hidden /> New link
        </Button>
      }
    >
      {invites.isPending && <Skeleton className="h-12" />}
      {invites.data?.length === 0 && <p className="text-sm text-ink-muted">There are no links yet.</p>}
      <ul className="flex flex-col divide-y divide-line">
        {invites.data?.map((invite) => (
          <InviteRow key={invite.id} invite={invite} onRevoke={() => setRevoking(invite)} />
        ))}
      </ul>
      {invites.error && (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(invites.error).message}</FieldError>
        </div>
      )}
      <NewInviteDialog open={making} onOpenChange={setMaking} onMade={() => void reload()} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title="Revoke this link?"
        description="It lets nobody in any more. Accounts that were made with it stay."
        confirmLabel="Revoke"
        destructive
        onConfirm={end}
      />
    </Section>
  )
}
