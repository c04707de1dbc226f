import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, (columns: number, count: number, at: number) => number>> = {
  ArrowLeft: (_columns, _count, at) => at - 1,
  ArrowRight: (_columns, _count, at) => at + 1,
  ArrowUp: (columns, _count, at) => at - columns,
  ArrowDown: (columns, _count, at) => at + columns,
  Home: () => 0,
  End: (_columns, count) => count - 1,
}

/** Moves the focus among the buttons of a grid, as it stands on screen. */
export function gridKeys(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  if (!step || at < 0) return
  const top = buttons[0]?.offsetTop
  const columns = buttons.filter(({ offsetTop }) => offsetTop === top).length
  const next = buttons[step(columns, buttons.length, at)]
  event.preventDefault()
  next?.focus()
}
