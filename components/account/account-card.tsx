import type { ReactNode } from 'react'
import { Logo } from '@/components/logo'

interface AccountCardProps {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  /** The other way in. */
  readonly footer?: ReactNode
}

export function AccountCard({ title, description, children, footer }: AccountCardProps) {
  return (
    // From the top: in the middle it would move as it comes, and with every line that is told in it.
    <main className="flex min-h-dvh flex-col items-center bg-canvas px-4 pt-[max(2rem,18dvh)] pb-8">
      {/* Nothing of it is painted before all of it is here. */}
      <link rel="expect" href="#account-card" blocking="render" />
      <div className="flex w-full max-w-sm flex-col gap-6">
        <div className="flex items-center justify-center gap-2.5">
          <Logo className="size-9" />
          <span className="text-2xl font-bold tracking-tight">Kith</span>
        </div>
        <section className="rounded-2xl border border-line bg-surface p-6 shadow-raised sm:p-8">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {description && <div className="mt-1 text-pretty text-ink-muted">{description}</div>}
          <div className="mt-6">{children}</div>
        </section>
        {footer && <p className="text-center text-sm text-ink-muted">{footer}</p>}
        <span id="account-card" hidden />
      </div>
    </main>
  )
}

export const footerLink = 'font-semibold text-accent-ink underline-offset-4 hover:underline'
