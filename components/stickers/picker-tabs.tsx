'use client'

import { Clock, Heart } from 'lucide-react'
import type { ReactNode } from 'react'
import { stickerAddress } from '@/contracts/addresses'
import type { StickerPack } from '@/contracts/dto'
import { cn } from '../ui/cn'

interface PickerTabsProps {
  readonly packs: readonly StickerPack[]
  /** `recent`, `favourites` or a pack's id. */
  readonly chosen: string
  readonly onChoose: (tab: string) => void
  /** Behind the tabs. */
  readonly children?: ReactNode
}

export function PickerTabs({ packs, chosen, onChoose, children }: PickerTabsProps) {
  const tab = (id: string, label: string, face: ReactNode) => (
    <button
      key={id}
      type="button"
      aria-pressed={id === chosen}
      aria-label={label}
      title={label}
      onClick={() => onChoose(id)}
      className={cn(
        'grid size-10 shrink-0 place-items-center rounded-lg hover:bg-hover [&>svg]:size-5',
        id === chosen ? 'bg-hover text-ink' : 'text-ink-muted',
      )}
    >
      {face}
    </button>
  )
  return (
    <fieldset className="flex items-center gap-1 overflow-x-auto border-t border-line px-2 py-1.5">
      <legend className="sr-only">Packs</legend>
      {tab('recent', 'Recently used', <Clock aria-hidden />)}
      {tab('favourites', 'Favourites', <Heart aria-hidden />)}
      {packs.map((pack) => tab(pack.id, pack.name, <PackFace pack={pack} />))}
      {children}
    </fieldset>
  )
}

function PackFace({ pack: { name, stickers } }: { pack: StickerPack }) {
  const [first] = stickers
  if (!first) return <span className="text-sm font-medium">{[...name][0]}</span>
  // biome-ignore lint/performance/noImgElement: as in the grid
  return <img src={stickerAddress(first.id)} alt="" width={28} height={28} className="size-7 object-contain" />
}
