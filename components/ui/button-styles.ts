import { cva } from 'class-variance-authority'

/** For links that look like buttons: `className={buttonStyles({ variant: 'secondary' })}`. */
export const buttonStyles = cva(
  [
    'touch-target relative inline-flex shrink-0 items-center gap-2 rounded-lg font-medium select-none',
    'transition-[background-color,color,border-color,scale] active:scale-[0.98]',
    'disabled:pointer-events-none data-disabled:pointer-events-none data-disabled:opacity-55',
    '[&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line-strong/60 bg-surface text-ink hover:bg-hover',
        soft: 'bg-accent-soft text-accent-ink hover:brightness-[0.97] dark:hover:brightness-110',
        ghost: 'text-ink hover:bg-hover',
        danger: 'bg-danger text-on-danger hover:bg-danger-hover',
        'danger-ghost': 'text-danger-ink hover:bg-danger-soft',
      },
      size: {
        sm: 'h-8 px-3 text-sm pointer-coarse:h-9 [&_svg]:size-4',
        md: 'h-10 px-4 text-base pointer-coarse:h-11 [&_svg]:size-4.5',
        lg: 'h-12 px-6 text-lg [&_svg]:size-5',
        /** Of several lines. */
        lines: 'min-h-10 px-4 py-2 text-start text-base pointer-coarse:min-h-11 [&_svg]:size-4.5',
      },
      align: { center: 'justify-center', start: 'justify-start' },
    },
    defaultVariants: { variant: 'primary', size: 'md', align: 'center' },
  },
)
