'use client'

import { ChevronRight, Hourglass } from 'lucide-react'
import { useState } from 'react'
import { refusalOf } from '@/components/refusal'
import { retentionWords } from '@/components/retention/retention-words'
import { useRetention } from '@/components/retention/use-retention'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { PRIVACY_TOPICS, type PrivacyTopic } from '@/server/domain/privacy'
import { Section } from '../section'
import { AudienceDialog } from './audience-dialog'
import { summaryOf, TOPICS } from './topics'
import { usePrivacy } from './use-privacy'

export function PrivacySection() {
  const { settings, change } = usePrivacy()
  const retention = useRetention()
  const [topic, setTopic] = useState<PrivacyTopic | null>(null)
  return (
    <Section title="Privacy" description="Who sees what of you, and who has to ask you first.">
      {settings.data ? (
        <ul className="-mx-3 flex flex-col">
          {PRIVACY_TOPICS.map((one) => (
            <li key={one}>
              <button
                type="button"
                onClick={() => setTopic(one)}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl px-3 py-2 text-start hover:bg-hover"
              >
                <span className="flex min-w-0 flex-1 flex-col">
                  <span className="font-medium">{TOPICS[one].title}</span>
                  <span className="text-sm text-pretty text-ink-muted">{summaryOf(settings.data[one])}</span>
                </span>
                <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-faint rtl:-scale-x-100" />
              </button>
            </li>
          ))}
        </ul>
      ) : settings.error ? (
        <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <FieldError>{refusalOf(settings.error).message}</FieldError>
          <Button variant="secondary" size="sm" onClick={() => void settings.refetch()}>
            Try again
          </Button>
        </div>
      ) : (
        <Skeleton className="h-70" />
      )}
      {retention && (
        <p className="mt-3 flex items-start gap-2.5 border-t border-line pt-4 text-sm text-ink-muted">
          <Hourglass aria-hidden className="mt-0.5 size-4.5 shrink-0" />
          {retentionWords(retention)}
        </p>
      )}
      {topic && settings.data && (
        <AudienceDialog
          topic={topic}
          choice={settings.data[topic]}
          onChange={(choice) => change({ topic, audience: choice.audience, exceptions: [...choice.exceptions] })}
          onClose={() => setTopic(null)}
        />
      )}
    </Section>
  )
}
