'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { PersonRow } from '@/components/people/person-row'
import { useNames } from '@/components/people/use-names'
import { orRefusal, refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import type { Profile } from '@/contracts/dto'
import { AddAdminDialog } from './add-admin-dialog'

/** Who administers the server. The last one stays. */
export function AdminsSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { meId } = useNames()
  const admins = useQuery(trpc.admin.admins.queryOptions())
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Profile | null>(null)
  const set = useMutation(
    trpc.admin.setAdmin.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.admins.queryKey() }),
    }),
  )
  return (
    <Section
      title="Admins"
      description="They can do all that is on this page. What people write stays closed to them, but for what is reported."
      action={
        <Button variant="secondary" size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden /> Add admin
        </Button>
      }
    >
      {admins.isPending && <Skeleton className="h-14" />}
      <ul aria-label="Admins of this server" className="flex flex-col divide-y divide-line">
        {admins.data?.map((profile) => (
          <li key={profile.id} className="flex min-h-14 items-center gap-3 py-2">
            <PersonRow profile={profile} name={profile.id === meId ? `${profile.fullName} (you)` : profile.fullName} />
            {admins.data.length > 1 && (
              <Button variant="ghost" size="sm" onClick={() => setRemoving(profile)}>
                {profile.id === meId ? 'Step down' : 'Remove'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {admins.error && (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(admins.error).message}</FieldError>
        </div>
      )}
      {adding && <AddAdminDialog admins={admins.data ?? []} onClose={() => setAdding(false)} />}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={removing?.id === meId ? 'Step down as an admin?' : `Remove ${removing?.fullName ?? ''} from the admins?`}
        description={
          removing?.id === meId
            ? 'This page closes to you at once. Another admin can add you again.'
            : 'This page closes to them at once. Their account and their chats stay as they are.'
        }
        confirmLabel={removing?.id === meId ? 'Step down' : 'Remove'}
        destructive
        onConfirm={async () => {
          if (removing) await orRefusal(set.mutateAsync({ userId: removing.id, admin: false }))
        }}
      />
    </Section>
  )
}
