'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Section } from '@/components/settings/section'
import { FieldError } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'

export function LinkPreviewsSection() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settings = useQuery(trpc.admin.settings.queryOptions())
  const set = useMutation(
    trpc.admin.setLinkPreviews.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.settings.queryKey() }),
    }),
  )
  const on = set.isPending ? set.variables.on : (settings.data?.linkPreviews ?? false)
  const error = set.error ?? settings.error
  const known = set.isPending || settings.data !== undefined
  return (
    <Section
      title="Link previews"
      description={known ? wordsOf(on) : 'Whether this server looks at links in messages, to show more of them.'}
      action={
        <Switch
          aria-label="Link previews"
          checked={on}
          disabled={!settings.data || set.isPending}
          onCheckedChange={(next) => set.mutate({ on: next })}
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

const wordsOf = (on: boolean): string =>
  on
    ? 'This server looks at links in messages, and shows title and picture below them.'
    : 'Links are shown as they are. This server asks no others.'
