'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner, toast } from 'sonner'

export { toast }

const BELOW_HEADER = { top: 'calc(4.5rem + env(safe-area-inset-top))' }

/** Once: what `toast` of ./toast says. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      // Below the header: at the foot of the screen one writes, and looks at what is newest.
      position="top-center"
      offset={BELOW_HEADER}
      mobileOffset={BELOW_HEADER}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3 font-sans text-base text-ink shadow-overlay',
          error: '[&_[data-icon]]:text-danger-ink',
          success: '[&_[data-icon]]:text-online',
          description: 'text-sm text-ink-muted',
          actionButton:
            'touch-target relative ml-auto shrink-0 rounded-md px-2 py-1 text-sm font-semibold text-accent-ink hover:bg-hover',
          content: 'min-w-0 break-words',
        },
      }}
    />
  )
}
