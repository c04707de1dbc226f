'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/api'
import { Section } from '@/components/settings/section'
import { refusalOf } from '../refusal'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'
import { RetentionForm } from './retention-form'

/** For how long this server keeps what is said. */
export function RetentionSection() {
  const info = useQuery(useTRPC().server.info.queryOptions())
  const retention = info.data?.retention
  return (
    <Section
      title="Retention"
      description="How long this server keeps what people say here. Everybody can see it in their settings and chats. Exports keep their files for seven days, and reports keep their words until you delete them."
    >
      {retention ? (
        <RetentionForm key={`${retention.messages} ${retention.files}`} kept={retention} />
      ) : info.error ? (
        <div role="alert" className="text-sm">
          <FieldError>{refusalOf(info.error).message}</FieldError>
        </div>
      ) : (
        <Skeleton className="h-48" />
      )}
    </Section>
  )
}
