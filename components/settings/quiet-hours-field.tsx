'use client'

import { refusalOf } from '@/components/refusal'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { QuietHours } from '@/server/domain/quiet-hours'
import { SwitchRow } from './switch-row'
import { useChangeNotifications } from './use-change-notifications'

const NIGHT = { from: 22 * 60, to: 7 * 60 }

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const two = (n: number) => String(n).padStart(2, '0')
const timeOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Null: not a whole time yet. */
function minuteOf(time: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(time) ?? []
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** When no notification comes, by the clocks of where it was set. */
export function QuietHoursField({ quiet }: { quiet: QuietHours | null }) {
  const change = useChangeNotifications()
  const shown = change.isPending ? change.variables.quiet : quiet
  const set = (part: Partial<Pick<QuietHours, 'from' | 'to'>>) =>
    change.mutate({ quiet: { ...NIGHT, ...quiet, ...part, zone: zoneHere() } })
  return (
    <div className="flex flex-col gap-3">
      <SwitchRow
        label="Quiet hours"
        hint="Every day between two times, nothing is notified on any of your devices."
        checked={Boolean(shown)}
        onChange={(on) => (on ? set({}) : change.mutate({ quiet: null }))}
      />
      {shown && (
        <div>
          <div className="grid max-w-80 grid-cols-2 gap-3">
            <Time label="From" value={shown.from} onChange={(from) => set({ from })} />
            <Time label="To" value={shown.to} onChange={(to) => set({ to })} />
          </div>
          <p className="pt-1.5 text-sm text-ink-muted">
            {shown.zone === zoneHere()
              ? 'By the clock of this device.'
              : `By the clock of ${shown.zone.replaceAll('_', ' ')}. A change takes this device’s.`}
          </p>
        </div>
      )}
      <div role="alert" className="text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
    </div>
  )
}

interface TimeProps {
  readonly label: string
  readonly value: number
  readonly onChange: (minute: number) => void
}

/** Taken when it is left: while it is typed it is many times one after the other. */
function Time({ label, value, onChange }: TimeProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          key={value}
          type="time"
          required
          defaultValue={timeOf(value)}
          onBlur={(event) => {
            const minute = minuteOf(event.target.value)
            if (minute === null) event.target.value = timeOf(value)
            else if (minute !== value) onChange(minute)
          }}
        />
      )}
    </Field>
  )
}
