'use client'

import { useState } from 'react'
import { TimerMenu } from '../disappearing/timer-menu'
import { EndDialog } from '../ending/end-dialog'
import { EndWords } from '../ending/end-words'
import { formatAppointment } from '../time/format-time'
import { Button } from '../ui/button'

/** What a group begins with. Null: for ever. */
export interface Rules {
  readonly disappearAfterMs: number | null
  readonly endsAt: string | null
}

export const NO_RULES: Rules = { disappearAfterMs: null, endsAt: null }

export function GroupRules({ rules, onChange }: { rules: Rules; onChange: (rules: Rules) => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <section aria-label="How long it stays" className="-mx-3 mt-4 flex flex-col border-t border-line pt-2">
      <TimerMenu shown={rules.disappearAfterMs} onChoose={(ms) => onChange({ ...rules, disappearAfterMs: ms })} />
      <Button variant="ghost" size="lines" align="start" onClick={() => setAsking(true)}>
        <EndWords>{rules.endsAt === null ? 'Never' : `On ${formatAppointment(rules.endsAt)}`}</EndWords>
      </Button>
      {asking && (
        <EndDialog
          endsAt={rules.endsAt}
          onChoose={async (endsAt) => onChange({ ...rules, endsAt })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
