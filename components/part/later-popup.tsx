'use client'

import {
  type ComponentType,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useState,
} from 'react'
import { PartMissing } from '../update/part-missing'
import { part } from './part'
import { usePart } from './use-part'
import { withApi } from './with-api'

interface WithButton {
  /** What it opens by, of which the popup makes its trigger. */
  readonly button: ReactElement
  /** It was asked for by keyboard: told by `laterPopup`. */
  readonly byKeys?: boolean
}

interface ButtonProps {
  readonly 'aria-haspopup'?: 'menu' | 'dialog'
  readonly 'aria-expanded'?: boolean
  readonly onClick?: (event: MouseEvent) => void
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
    const [wanted, setWanted] = useState<'keys' | 'pointer' | null>(null)
    const { loaded: Loaded, failed, retry } = usePart(made, wanted !== null)
    if (wanted && Loaded) return <Loaded {...props} byKeys={wanted === 'keys'} />
    const open = (by: 'keys' | 'pointer') => {
      setWanted(by)
      if (failed) retry()
    }
    return (
      <>
        {cloneElement(props.button as ReactElement<ButtonProps>, {
          'aria-haspopup': kind,
          'aria-expanded': false,
          onClick: ({ detail }) => open(detail === 0 ? 'keys' : 'pointer'),
          onKeyDown(event) {
            if (kind !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
            event.preventDefault()
            open('keys')
          },
        })}
        {failed && <PartMissing floating onRetry={retry} />}
      </>
    )
  }
}
