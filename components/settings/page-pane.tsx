'use client'

import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { goBackTo } from '@/components/shell/location'
import { IconButton } from '@/components/ui/icon-button'

interface PagePaneProps {
  readonly title: string
  /** At the header's far end. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A page in the shell's main pane: settings, contacts, administration. */
export function PagePane({ title, action, children }: PagePaneProps) {
  return (
    <main className="flex h-full min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex h-16 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:px-5">
        <IconButton label="Back" className="md:hidden" onClick={() => goBackTo('/')}>
          <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold tracking-tight">{title}</h1>
        {action}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-5 sm:px-6 sm:py-8">
        <div className="mx-auto flex max-w-xl flex-col gap-5 pb-[env(safe-area-inset-bottom)]">{children}</div>
      </div>
    </main>
  )
}
