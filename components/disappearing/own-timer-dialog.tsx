'use client'

import { useId, useState } from 'react'
import { LIMITS } from '@/server/domain/limits'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Segmented } from '../ui/segmented'
import { UNITS } from './duration'

interface OwnTimerDialogProps {
  /** What is set now, in milliseconds. */
  readonly now: number | null
  readonly onChoose: (ms: number) => void
  readonly onClose: () => void
}

type Unit = (typeof UNITS)[number]['name']

/** A time of one's own, from a minute to a year. */
export function OwnTimerDialog({ now, onChoose, onClose }: OwnTimerDialogProps) {
  const form = useId()
  const before = UNITS.findLast(({ ms }) => now !== null && now % ms === 0) ?? UNITS[1]
  const [unit, setUnit] = useState<Unit>(before.name)
  const [count, setCount] = useState(String(now === null ? 12 : now / before.ms))
  const [problem, setProblem] = useState<string>()
  const submit = (): void => {
    const ms = Number(count) * (UNITS.find(({ name }) => name === unit)?.ms ?? 0)
    if (!Number.isInteger(Number(count)) || ms < LIMITS.disappearMinMs || ms > LIMITS.disappearMaxMs) {
      setProblem('Choose a whole number, from one minute to 365 days.')
      return
    }
    onChoose(ms)
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Messages disappear after"
        description="It counts from when a message is sent. What was said before stays as it is."
        width="sm"
        footer={
          <Button type="submit" form={form}>
            Set timer
          </Button>
        }
      >
        <form
          id={form}
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Field label="How many" error={problem}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                data-initial-focus=""
                value={count}
                onChange={(event) => setCount(event.target.value)}
              />
            )}
          </Field>
          <Segmented
            label="Of what"
            value={unit}
            onChange={setUnit}
            options={UNITS.map(({ name }) => ({
              value: name,
              label: `${name.replace(/^./, (first) => first.toUpperCase())}s`,
            }))}
          />
        </form>
      </DialogContent>
    </Dialog>
  )
}
