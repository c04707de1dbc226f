'use client'

import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { cn } from './cn'

/** A menu below a button: `Menu > MenuTrigger (render={<IconButton …/>}) + MenuContent > MenuItem…`. */
export const Menu = Base.Root
export const MenuTrigger = Base.Trigger
/** The same at the pointer, on right click or long press; its content takes the same items. */
export const ContextMenu = BaseContext.Root
export function ContextMenuTrigger(props: ComponentProps<typeof BaseContext.Trigger>) {
  const openBefore = useRef(false)
  return (
    <BaseContext.Trigger
      {...props}
      onTouchStart={(event) => {
        openBefore.current = isOpen(event.currentTarget)
      }}
      onTouchEnd={(event) => {
        // The finger that opened the menu rests on it now: letting go would choose what is below.
        if (!openBefore.current && isOpen(event.currentTarget) && event.cancelable) event.preventDefault()
      }}
    />
  )
}

const isOpen = (trigger: HTMLElement): boolean => trigger.hasAttribute('data-popup-open')

const popupStyles = cn(
  'min-w-48 max-w-72 origin-(--transform-origin) rounded-xl border border-line bg-raised p-1.5 text-ink shadow-overlay outline-none',
  'max-h-(--available-height) overflow-y-auto',
  'transition-[opacity,scale] data-ending-style:scale-[0.97] data-ending-style:opacity-0 data-starting-style:scale-[0.97] data-starting-style:opacity-0',
)

interface MenuContentProps extends Pick<ComponentProps<typeof Base.Positioner>, 'side' | 'align' | 'sideOffset'> {
  children: ReactNode
  className?: string
}

export function MenuContent({ children, className, sideOffset = 6, align = 'end', ...position }: MenuContentProps) {
  return (
    <Base.Portal role="region" aria-label="Menu">
      <Base.Positioner {...position} align={align} sideOffset={sideOffset} className="z-50 outline-none">
        <Base.Popup className={cn(popupStyles, className)}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

interface ContextMenuContentProps extends Pick<ComponentProps<typeof Base.Popup>, 'finalFocus'> {
  children: ReactNode
  className?: string
}

export function ContextMenuContent({ children, className, finalFocus = true }: ContextMenuContentProps) {
  return (
    <BaseContext.Portal role="region" aria-label="Menu">
      <BaseContext.Positioner className="z-50 outline-none">
        <BaseContext.Popup finalFocus={finalFocus} className={cn(popupStyles, className)}>
          {children}
        </BaseContext.Popup>
      </BaseContext.Positioner>
    </BaseContext.Portal>
  )
}

const itemStyles = cn(
  'flex min-h-9 pointer-coarse:min-h-11 cursor-default items-center gap-3 rounded-lg px-2.5 py-1.5 text-base outline-none select-none',
  'data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4.5 [&_svg]:shrink-0',
)

interface MenuItemProps extends Omit<ComponentProps<typeof Base.Item>, 'className'> {
  className?: string
  /** An icon before the words. */
  icon?: ReactNode
  destructive?: boolean
}

/** Works in both kinds of menu. */
export function MenuItem({ icon, destructive = false, className, children, ...props }: MenuItemProps) {
  return (
    <Base.Item
      {...props}
      className={cn(
        itemStyles,
        destructive ? 'text-danger-ink data-highlighted:bg-danger-soft' : '[&_svg]:text-ink-muted',
        className,
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1.5 my-1.5 h-px bg-line" />
}
