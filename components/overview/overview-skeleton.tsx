import { Skeleton } from '../ui/skeleton'

const WIDTHS = ['w-32', 'w-24', 'w-40', 'w-28', 'w-36', 'w-26', 'w-34', 'w-30', 'w-38', 'w-25']

/** Lines of the real size, until the real ones are here. */
export function OverviewSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <SkeletonLines widths={WIDTHS} />
    </div>
  )
}

/** Below the lines that are here: there are others. */
export function MoreLines({ shown }: { shown: number }) {
  return <SkeletonLines widths={WIDTHS.slice(0, shown)} />
}

function SkeletonLines({ widths }: { widths: readonly string[] }) {
  return (
    <>
      <span role="status" className="sr-only">
        Loading conversations…
      </span>
      {widths.map((width) => (
        <div key={width} className="mx-2 flex h-[4.5rem] items-center gap-3 px-2.5">
          <Skeleton className="size-12" corners="rounded-full" />
          <div className="grid flex-1 gap-2.5">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </>
  )
}
