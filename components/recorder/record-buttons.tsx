'use client'

import { Mic, Video } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { part } from '../part/part'
import { usePart } from '../part/use-part'
import { IconButton } from '../ui/icon-button'
import { PartMissing } from '../update/part-missing'
import type { RecordersProps } from './recorders'

const recording = part(() => import('./recorders'))

/** As they are there. */
const BUTTONS = [
  { label: 'Record a circle video', Icon: Video },
  { label: 'Record a voice message', Icon: Mic },
]

/** Where nothing is written yet: two buttons, and what records by them once it is here. */
export function RecordButtons(props: RecordersProps) {
  const place = useRef<HTMLDivElement>(null)
  const focused = useRef(-1)
  const [pressed, setPressed] = useState(-1)
  const { loaded, failed, retry } = usePart(recording, pressed >= 0)

  // Nothing is lost as one takes the other's place: neither the focus nor a press.
  useEffect(() => {
    const buttons = place.current?.querySelectorAll('button')
    if (!loaded || !buttons) return
    buttons[focused.current]?.focus()
    focused.current = -1
    buttons[pressed]?.click()
    setPressed(-1)
  }, [loaded, pressed])

  return (
    <div ref={place} className="contents">
      {loaded ? (
        <loaded.Recorders {...props} />
      ) : (
        BUTTONS.map(({ label, Icon }, index) => (
          <IconButton
            key={label}
            label={label}
            tooltipSide="top"
            className="mb-0.5"
            onFocus={() => {
              focused.current = index
            }}
            onBlur={() => {
              focused.current = -1
            }}
            onClick={() => {
              setPressed(index)
              if (failed) retry()
            }}
          >
            <Icon aria-hidden />
          </IconButton>
        ))
      )}
      {failed && <PartMissing floating onRetry={retry} />}
    </div>
  )
}
