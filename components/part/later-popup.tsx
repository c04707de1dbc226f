'use client'

import { type ComponentType, cloneElement, type KeyboardEvent, type ReactElement, useState } from 'react'
import { PartMissing } from '../update/part-missing'
import { part } from './part'
import { usePart } from './use-part'
import { withApi } from './with-api'

interface WithButton {
  /** What it opens by, of which the popup makes its trigger. */
  readonly button: ReactElement
}

interface ButtonProps {
  readonly 'aria-haspopup'?: 'menu' | 'dialog'
  readonly 'aria-expanded'?: boolean
  readonly onClick?: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/**
 * A menu or a popover that is fetched later, and drawn open from the first press of its button on: until then there is the button
 * alone.
 */
export function laterPopup<Props extends WithButton>(
  kind: 'menu' | 'dialog',
  fetch: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const made = part(() => withApi(fetch))
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where a module begins, as React's lazy is.
  return function LaterPopup(props: Props) {
    const [wanted, setWanted] = useState(false)
    const { loaded: Loaded, failed, retry } = usePart(made, wanted)
    if (wanted && Loaded) return <Loaded {...props} />
    const open = () => {
      setWanted(true)
      if (failed) retry()
    }
    return (
      <>
        {cloneElement(props.button as ReactElement<ButtonProps>, {
          'aria-haspopup': kind,
          'aria-expanded': false,
          onClick: open,
          onKeyDown(event) {
            if (kind !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
            event.preventDefault()
            open()
          },
        })}
        {failed && <PartMissing floating onRetry={retry} />}
      </>
    )
  }
}
