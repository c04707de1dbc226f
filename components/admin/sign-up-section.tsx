'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { FieldError } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'

export function SignUpSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settings = useQuery(trpc.admin.settings.queryOptions())
  const set = useMutation(
    trpc.admin.setSignUpOpen.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.settings.queryKey() }),
    }),
  )
  const open = set.isPending ? set.variables.open : (settings.data?.signUpOpen ?? false)
  const error = set.error ?? settings.error
  const known = set.isPending || settings.data !== undefined

  return (
    <Section
      title="Open sign-up"
      description={known ? wordsOf(open) : 'Whether anybody can make an account, or only people with an invite link.'}
      action={
        <Switch
          aria-label="Open sign-up"
          checked={open}
          disabled={!settings.data || set.isPending}
          onCheckedChange={(next) => set.mutate({ open: next })}
        />
      }
    >
      {error && (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(error).message}</FieldError>
        </div>
      )}
    </Section>
  )
}

const wordsOf = (open: boolean): string =>
  open
    ? 'Anybody who can reach this server can make an account.'
    : 'Only people with an invite link can make an account.'
