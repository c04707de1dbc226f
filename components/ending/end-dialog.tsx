'use client'

import { useId, useState } from 'react'
import { refusalOf } from '../refusal'
import { now } from '../time/now'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

interface EndDialogProps {
  /** What is set now. */
  readonly endsAt: string | null
  readonly onChoose: (endsAt: string | null) => Promise<void>
  readonly onClose: () => void
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000

/** As an input of type datetime-local has it: this device's time, without seconds. */
function localOf(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

/** Sets the end of a group, moves it, or takes it off. */
export function EndDialog({ endsAt, onChoose, onClose }: EndDialogProps) {
  const form = useId()
  const [value, setValue] = useState(() => localOf(endsAt === null ? new Date(now() + WEEK_MS) : new Date(endsAt)))
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const choose = async (end: string | null): Promise<void> => {
    setBusy(true)
    try {
      await onChoose(end)
      onClose()
    } catch (error) {
      setProblem(refusalOf(error).message)
      setBusy(false)
    }
  }
  const submit = (): void => {
    const at = new Date(value)
    if (Number.isNaN(at.getTime())) setProblem('Choose a day and a time.')
    else if (at.getTime() <= now()) setProblem('Choose an end that is still to come.')
    else void choose(at.toISOString())
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="End of the group"
        description="At the end everything said here is erased, for everybody and for ever. The group closes, with a line that says how much it was. Until then admins can move the end."
        width="sm"
        footer={
          <>
            {endsAt !== null && (
              <Button variant="secondary" disabled={busy} onClick={() => void choose(null)}>
                No end
              </Button>
            )}
            <Button type="submit" form={form} loading={busy}>
              Set end
            </Button>
          </>
        }
      >
        <form
          id={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Field label="Ends at" error={problem}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                data-initial-focus=""
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}
