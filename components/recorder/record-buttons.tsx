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
const VOICE = 1

/** What is being pressed, and by which pointer; null: by a key. */
interface Held {
  readonly index: number
  readonly pointer: Pick<PointerEventInit, 'pointerId' | 'clientX' | 'clientY'> | null
}

/** Where nothing is written yet: two buttons, and what records by them once it is here. */
export function RecordButtons(props: RecordersProps) {
  const place = useRef<HTMLDivElement>(null)
  const focused = useRef(-1)
  const held = useRef<Held | null>(null)
  const [pressed, setPressed] = useState(-1)
  const { loaded, failed, retry } = usePart(recording, pressed >= 0)

  // Nothing is lost as one takes the other's place: neither the focus nor a press, nor one that still lasts.
  useEffect(() => {
    const buttons = place.current?.querySelectorAll('button')
    if (!loaded || !buttons) return
    buttons[focused.current]?.focus()
    focused.current = -1
    const { current } = held
    held.current = null
    if (current?.pointer && current.index === VOICE) {
      buttons[VOICE]?.dispatchEvent(new window.PointerEvent('pointerdown', { ...current.pointer, bubbles: true }))
    } else buttons[current?.index ?? pressed]?.click()
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
            className="mb-0.5 touch-none"
            onFocus={() => {
              focused.current = index
            }}
            onBlur={() => {
              focused.current = -1
            }}
            onPointerDown={({ button, pointerId, clientX, clientY, currentTarget }) => {
              if (button !== 0) return
              // So that it is told of the end of it, wherever that is.
              currentTarget.setPointerCapture(pointerId)
              held.current = { index, pointer: { pointerId, clientX, clientY } }
            }}
            onPointerUp={letGo}
            onPointerCancel={letGo}
            onKeyDown={({ key }) => {
              if (key === ' ') held.current = { index, pointer: null }
            }}
            onKeyUp={letGo}
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

  function letGo(): void {
    held.current = null
  }
}
