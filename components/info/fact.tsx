import type { ReactNode } from 'react'

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-muted">{name}</dt>
      <dd dir="auto" className="text-start whitespace-pre-wrap [overflow-wrap:anywhere]">
        {children}
      </dd>
    </div>
  )
}
