import type { ComponentProps, SyntheticEvent } from 'react'

interface PlainButtonProps extends ComponentProps<'button'> {
  /** Keeps the focus while it can't be pressed, which a disabled button loses. */
  focusableWhenDisabled?: boolean
}

/** A button without looks; `data-disabled` says how it is. */
export function PlainButton({ disabled = false, focusableWhenDisabled = false, ...props }: PlainButtonProps) {
  const held = disabled && focusableWhenDisabled
  return (
    <button
      type="button"
      {...props}
      disabled={disabled && !focusableWhenDisabled}
      data-disabled={disabled ? '' : undefined}
      {...(held && {
        'aria-disabled': true,
        onClick: stop,
        onPointerDown: stop,
        onMouseDown: stop,
        onKeyDown: undefined,
      })}
    />
  )
}

/** A form isn't sent, and nobody above hears of it either. */
function stop(event: SyntheticEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
