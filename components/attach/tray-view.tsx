'use client'

import type { FileLimits } from '@/contracts/dto'
import { checkItem } from './check-item'
import type { TrayItem } from './tray'
import { TrayItemView } from './tray-item'

interface TrayViewProps {
  readonly trayKey: string
  readonly items: readonly TrayItem[]
  readonly limits: FileLimits
}

/** Above the field: what goes with the next message, in its order. */
export function TrayView({ trayKey, items, limits }: TrayViewProps) {
  if (items.length === 0) return null
  const problems = items.flatMap((item, index) => {
    const problem = checkItem(item, index, limits)
    return problem ? [{ item, problem }] : []
  })
  return (
    <div className="mx-auto max-w-5xl pb-2">
      <ul aria-label="Attachments" className="flex gap-2 overflow-x-auto px-1 py-1">
        {items.map((item, index) => (
          <TrayItemView
            key={item.id}
            trayKey={trayKey}
            item={item}
            index={index}
            count={items.length}
            problem={problems.some((one) => one.item === item)}
          />
        ))}
      </ul>
      <div role="alert" className="px-1 text-sm text-danger-ink">
        {problems.slice(0, 3).map(({ item, problem }) => (
          <p key={item.id} id={`problem-${item.id}`}>
            <bdi className="font-medium">{item.file.name}</bdi>: {problem}
          </p>
        ))}
        {problems.length > 3 && <p>And {problems.length - 3} more.</p>}
      </div>
    </div>
  )
}
