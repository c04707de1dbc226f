import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { PlainButton } from './plain-button'
import type { TooltipSide } from './tooltip-host'

const styles = cva(
  'touch-target relative inline-grid shrink-0 place-items-center rounded-full transition-[color,background-color,scale] select-none data-disabled:pointer-events-none data-disabled:opacity-50',
  {
    variants: {
      variant: {
        ghost: 'text-ink-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink',
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        raised: 'bg-raised text-ink-muted shadow-raised hover:text-ink',
      },
      size: {
        sm: 'size-8 [&_svg]:size-4',
        md: 'size-10 [&_svg]:size-5',
        lg: 'size-12 [&_svg]:size-6',
        xl: 'size-16 [&_svg]:size-6',
        /** Around a face. */
        face: 'size-11',
      },
    },
    defaultVariants: { variant: 'ghost', size: 'md' },
  },
)

interface IconButtonProps extends ComponentProps<typeof PlainButton>, VariantProps<typeof styles> {
  /** What it does: read by screen readers, and shown as the tooltip. */
  label: string
  tooltipSide?: TooltipSide
}

export function IconButton({ label, variant, size, className, tooltipSide = 'bottom', ...props }: IconButtonProps) {
  return (
    <PlainButton
      aria-label={label}
      data-tooltip={tooltipSide}
      {...props}
      className={cn(styles({ variant, size }), className)}
    />
  )
}
