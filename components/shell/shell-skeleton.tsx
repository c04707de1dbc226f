'use client'

import { usePathname } from 'next/navigation'
import { OverviewSkeleton } from '../overview/overview-skeleton'
import { cn } from '../ui/cn'
import { Skeleton } from '../ui/skeleton'

/** The shell's panes in their places, until it is known who is signed in. */
export function ShellSkeleton() {
  const main = usePathname() !== '/'
  return (
    <main className="flex h-dvh overflow-hidden">
      <div
        className={cn(
          'flex w-full shrink-0 flex-col border-line bg-surface md:w-80 md:border-r lg:w-96',
          main && 'max-md:hidden',
        )}
      >
        <div className="flex h-16 shrink-0 items-center gap-4 px-4">
          <Skeleton className="size-10" corners="rounded-full" />
          <Skeleton className="h-5 w-24" />
        </div>
        <Skeleton className="mx-4 mb-1 h-10 shrink-0" corners="rounded-full" />
        <div className="h-11 shrink-0" />
        <OverviewSkeleton />
      </div>
      <div className={cn('min-w-0 flex-1 bg-canvas', !main && 'max-md:hidden')} />
    </main>
  )
}
