import type { VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { buttonStyles } from './button-styles'
import { cn } from './cn'
import { PlainButton } from './plain-button'
import { Spinner } from './spinner'

export interface ButtonProps
  extends Omit<ComponentProps<typeof PlainButton>, 'focusableWhenDisabled'>,
    VariantProps<typeof buttonStyles> {
  /** Something is under way: a spinner in place of the label, and no second press. */
  loading?: boolean
}

export function Button({
  variant,
  size,
  align,
  className,
  loading = false,
  disabled,
  children,
  ...props
}: ButtonProps) {
  return (
    <PlainButton
      type="button"
      {...props}
      disabled={disabled || loading}
      focusableWhenDisabled={loading}
      aria-busy={loading || undefined}
      className={cn(buttonStyles({ variant, size, align }), className)}
    >
      {loading && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cn('inline-flex items-center gap-2', loading && 'opacity-0')}>{children}</span>
    </PlainButton>
  )
}
