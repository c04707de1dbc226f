'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { cn } from './cn'
import { IconButton } from './icon-button'

export const Dialog = Base.Root

export const backdropStyles =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** A sheet from below on a phone, a centred card from 640 px on. */
export const popupStyles = cn(
  'fixed z-50 flex flex-col bg-raised text-ink shadow-overlay outline-none',
  'inset-x-0 bottom-0 max-h-[calc(100dvh-1.5rem)] rounded-t-2xl pb-[env(safe-area-inset-bottom)]',
  'sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:top-1/2 sm:max-h-[min(42rem,calc(100dvh-3rem))] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:pb-0',
  'transition-[opacity,translate,scale] duration-200',
  'data-starting-style:translate-y-8 data-starting-style:opacity-0 data-ending-style:translate-y-8 data-ending-style:opacity-0',
  'sm:data-starting-style:-translate-y-[48%] sm:data-ending-style:-translate-y-[48%] sm:data-starting-style:scale-[0.98] sm:data-ending-style:scale-[0.98]',
)

interface DialogContentProps extends Omit<ComponentProps<typeof Base.Popup>, 'className' | 'title'> {
  title: ReactNode
  description?: ReactNode
  /** Before the title: a way back, for instance. */
  leading?: ReactNode
  /** Buttons at the bottom, which stay in sight while the rest scrolls. */
  footer?: ReactNode
  width?: 'sm' | 'md'
  /** The whole screen of a phone. */
  whole?: boolean
  /** Around the content. */
  padding?: string
  className?: string
}

/** What has `data-initial-focus` gets the focus, except after a tap: a keyboard would then cover half of the screen. */
export function DialogContent({
  title,
  description,
  leading,
  footer,
  width = 'md',
  whole = false,
  padding = 'px-5 pb-5',
  className,
  children,
  ...props
}: DialogContentProps) {
  const popup = useRef<HTMLDivElement>(null)
  // Otherwise the dialog itself: on its Close button a tooltip would open, and take the first Escape.
  const first = (by: string) =>
    (by !== 'touch' && popup.current?.querySelector<HTMLElement>('[data-initial-focus]')) || popup.current
  return (
    <Base.Portal>
      <Base.Backdrop className={backdropStyles} />
      <Base.Popup
        ref={popup}
        initialFocus={first}
        {...props}
        className={cn(
          popupStyles,
          width === 'sm' ? 'sm:max-w-sm' : 'sm:max-w-md',
          whole && 'max-sm:h-dvh max-sm:max-h-none max-sm:rounded-none max-sm:pt-[env(safe-area-inset-top)]',
        )}
      >
        <header className="flex items-center gap-2 px-5 pt-4 pb-3">
          {leading}
          <Base.Title className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</Base.Title>
          <Base.Close render={<IconButton label="Close" size="sm" className="-mr-1.5" />}>
            <X aria-hidden />
          </Base.Close>
        </header>
        {description && <Base.Description className="px-5 pb-3 text-ink-muted">{description}</Base.Description>}
        <div className={cn('min-h-0 flex-auto overflow-y-auto', padding, className)}>{children}</div>
        {footer && <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
      </Base.Popup>
    </Base.Portal>
  )
}
