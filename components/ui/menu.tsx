'use client'

import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { type ComponentProps, type ReactElement, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { cn } from './cn'
import type { MenuPoint } from './use-context-menu'

/** A menu below a button: `Menu > MenuTrigger (render={<IconButton …/>}) + MenuContent > MenuItem…`. */
export const Menu = Base.Root
export const MenuTrigger = Base.Trigger
interface OpenedMenuProps {
  button: ReactElement
  /** Then its first item is the current one from the start. */
  byKeys?: boolean | undefined
  children: ReactNode
}

/** Below `button`, open to begin with: for `laterPopup`. */
export function OpenedMenu({ button, byKeys = false, children }: OpenedMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const pressed = useRef(false)
  // It takes the place of a button that had the focus, and what the menu leads to gives the focus back to it.
  useLayoutEffect(() => trigger.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    if (!byKeys || pressed.current) return
    pressed.current = true
    trigger.current?.click()
  }, [byKeys])
  return (
    <Menu defaultOpen={!byKeys}>
      <MenuTrigger ref={trigger} render={button} />
      {children}
    </Menu>
  )
}

const popupStyles = cn(
  'origin-(--transform-origin) rounded-xl border border-line bg-raised p-1.5 text-ink shadow-overlay outline-none',
  'max-h-(--available-height) overflow-y-auto',
  'transition-[opacity,scale] data-ending-style:scale-[0.97] data-ending-style:opacity-0 data-starting-style:scale-[0.97] data-starting-style:opacity-0',
)

/** How wide a menu is at least, and at most. */
const USUAL = 'min-w-48 max-w-72'
const WIDE = 'min-w-68 max-w-80'

interface MenuContentProps extends Pick<ComponentProps<typeof Base.Positioner>, 'side' | 'align' | 'sideOffset'> {
  children: ReactNode
}

export function MenuContent({ children, sideOffset = 6, align = 'end', ...position }: MenuContentProps) {
  return (
    <Base.Portal role="region" aria-label="Menu">
      <Base.Positioner {...position} align={align} sideOffset={sideOffset} className="z-50 outline-none">
        <Base.Popup className={cn(popupStyles, USUAL)}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

interface PointMenuProps {
  children: ReactNode
  /** Where it was asked for, as `useContextMenu` tells. */
  at: MenuPoint
  wide?: boolean
}

/** The same items at the pointer. Drawn from the first time on that it is asked for. */
export function PointMenu({ children, at, wide = false }: PointMenuProps) {
  const trigger = useRef<HTMLSpanElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (document.activeElement instanceof HTMLElement) before.current = document.activeElement
    trigger.current?.dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: at.x, clientY: at.y, button: 2 }),
    )
  }, [at])
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={<span ref={trigger} hidden />} />
      <BaseContext.Portal role="region" aria-label="Menu">
        <BaseContext.Positioner className="z-50 outline-none">
          <BaseContext.Popup
            ref={popup}
            // Its trigger can't be focused, so that it is told where to; and what was told is done even when a dialog has it.
            finalFocus={() => (isElsewhere(document.activeElement, popup.current) ? false : before.current)}
            className={cn(popupStyles, wide ? WIDE : USUAL)}
          >
            {children}
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

/** What a menu led to may have the focus before the menu has faded out. */
const isElsewhere = (focused: Element | null, menu: HTMLElement | null): boolean =>
  focused !== null && focused !== document.body && menu !== null && !menu.contains(focused)

const itemStyles = cn(
  'flex min-h-9 pointer-coarse:min-h-11 cursor-default items-center gap-3 rounded-lg px-2.5 py-1.5 text-base outline-none select-none',
  'data-disabled:opacity-50 [&_svg]:size-4.5 [&_svg]:shrink-0',
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
        destructive
          ? 'text-danger-ink data-highlighted:bg-danger-soft'
          : 'data-highlighted:bg-hover [&_svg]:text-ink-muted',
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
