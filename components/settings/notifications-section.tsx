'use client'

import { useMutation } from '@tanstack/react-query'
import { BellRing } from 'lucide-react'
import { useTRPC } from '@/components/api'
import type { Ability } from '@/components/notifications/device'
import { useDevice } from '@/components/notifications/use-device'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { NotificationContent } from './notification-content'
import { QuietHoursField } from './quiet-hours-field'
import { Section } from './section'
import { SwitchRow } from './switch-row'

const WHY_NOT: Record<Exclude<Ability, 'able'>, string> = {
  insecure:
    'Browsers notify only pages that came over https, and this one came over plain http. Ask whoever runs this server for its https address.',
  none: 'This browser, or this window, can’t be notified while Kith is closed.',
  homeScreen: 'On an iPhone or iPad, first add Kith to the home screen with the Share button, and open it from there.',
  denied:
    'Notifications from this address are blocked in your browser. Allow them in its settings for this address, then come back.',
}

export function NotificationsSection() {
  const { info, device, change } = useDevice()
  const problem = info.error ?? device.error
  return (
    <Section title="Notifications" className="flex flex-col gap-5">
      {device.data && <DeviceSwitch {...device.data} change={change} />}
      {info.data && (
        <>
          <NotificationContent hidden={info.data.hideContent} />
          <QuietHoursField quiet={info.data.quiet} />
        </>
      )}
      {(info.isPending || device.isPending) && !problem && <Skeleton className="h-12" />}
      {problem && (
        <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <FieldError>{refusalOf(problem).message}</FieldError>
          <Button variant="secondary" size="sm" onClick={() => void (info.error ? info : device).refetch()}>
            Try again
          </Button>
        </div>
      )}
    </Section>
  )
}

interface DeviceSwitchProps {
  readonly ability: Ability
  readonly on: boolean
  readonly change: ReturnType<typeof useDevice>['change']
}

function DeviceSwitch({ ability, on, change }: DeviceSwitchProps) {
  const shown = change.isPending ? change.variables : on
  const hint = ability === 'able' ? 'Of new messages, also while Kith is closed.' : WHY_NOT[ability]
  return (
    <div className="flex flex-col gap-2">
      <SwitchRow
        label="Notify me on this device"
        hint={hint}
        checked={ability === 'able' && shown}
        disabled={ability !== 'able' || change.isPending}
        onChange={(next) => change.mutate(next)}
      />
      <div role="alert" className="text-sm empty:hidden">
        {change.error && <FieldError>{change.error.message}</FieldError>}
      </div>
      {on && !change.isPending && <TestButton />}
    </div>
  )
}

function TestButton() {
  const test = useMutation(useTRPC().notifications.test.mutationOptions())
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="secondary" size="sm" loading={test.isPending} onClick={() => test.mutate()}>
        <BellRing aria-hidden /> Send a test
      </Button>
      <div aria-live="polite" className="text-sm text-ink-muted">
        {test.isSuccess && 'It is on its way.'}
        {test.error && <FieldError>{refusalOf(test.error).message}</FieldError>}
      </div>
    </div>
  )
}
