'use client'

import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Sticker, StickerShelf } from '@/contracts/dto'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Spinner } from '../ui/spinner'
import { favouriteStickers, findStickers, recentStickers } from './find-stickers'
import { PickerTabs } from './picker-tabs'
import { StickerGrid } from './sticker-grid'
import { useShelf } from './use-shelf'

interface StickerPickerProps {
  readonly onPick: (sticker: Sticker) => void
  /** To one's own packs: all of them, or one. */
  readonly onManage: (packId: string | null) => void
}

/** All stickers at hand: by pack, liked, recently used, or searched for. */
export default function StickerPicker(props: StickerPickerProps) {
  const shelf = useShelf()
  if (shelf.data) return <Shelf shelf={shelf.data} {...props} />
  return (
    <div className="grid h-[min(26rem,60dvh)] place-items-center px-6 text-center text-sm text-ink-muted">
      {shelf.error ? <p role="alert">{refusalOf(shelf.error).message}</p> : <Spinner />}
    </div>
  )
}

function Shelf({ shelf, onPick, onManage }: StickerPickerProps & { shelf: StickerShelf }) {
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  // Until one is picked: what was sent a moment ago comes with the newer shelf.
  const chosen = picked ?? firstTab(shelf)
  const field = useRef<HTMLInputElement>(null)
  const { label, stickers, nothing } = shownIn(shelf, chosen, search)
  const ownEmpty = search === '' && shelf.packs.some(({ id, mine, stickers: all }) => id === chosen && mine && !all[0])

  // After a tap a keyboard would cover the stickers.
  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])

  return (
    <div className="flex h-[min(26rem,60dvh)] flex-col">
      <div className="p-2">
        <input
          ref={field}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          aria-label="Search stickers"
          placeholder="Search stickers"
          className="h-9 w-full rounded-full border border-transparent bg-sunken px-3.5 text-[1rem] outline-none placeholder:text-ink-faint focus-visible:border-line-strong sm:text-base"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <h2 className="px-1.5 pt-1 pb-1.5 text-xs font-medium text-ink-muted">{label}</h2>
        {stickers.length > 0 ? (
          <StickerGrid key={label} label={label} stickers={stickers} onPick={onPick} />
        ) : (
          <div className="flex flex-col items-center gap-4 px-6 py-16 text-center text-sm text-balance text-ink-muted">
            <p>{nothing}</p>
            {ownEmpty && (
              <Button size="sm" variant="soft" onClick={() => onManage(chosen)}>
                Add stickers
              </Button>
            )}
          </div>
        )}
      </div>
      <PickerTabs
        packs={shelf.packs}
        chosen={search === '' ? chosen : ''}
        onChoose={(tab) => {
          setSearch('')
          setPicked(tab)
        }}
      >
        <button
          type="button"
          aria-label="My stickers"
          title="Make and change your own stickers"
          onClick={() => onManage(null)}
          className="sticky end-0 ms-auto grid size-10 shrink-0 place-items-center rounded-lg bg-raised text-ink-muted hover:bg-hover hover:text-ink"
        >
          <Plus aria-hidden className="size-5" />
        </button>
      </PickerTabs>
    </div>
  )
}

function firstTab(shelf: StickerShelf): string {
  if (recentStickers(shelf).length > 0) return 'recent'
  return shelf.packs[0]?.id ?? 'favourites'
}

function shownIn(shelf: StickerShelf, chosen: string, search: string) {
  if (search.trim() !== '') {
    return { label: 'Found', stickers: findStickers(shelf, search), nothing: 'No sticker like that' }
  }
  if (chosen === 'recent') {
    return {
      label: 'Recently used',
      stickers: recentStickers(shelf),
      nothing: 'Stickers that you send will be here.',
    }
  }
  const pack = shelf.packs.find(({ id }) => id === chosen)
  if (pack) return { label: pack.name, stickers: pack.stickers, nothing: 'There is no sticker in this pack yet.' }
  return {
    label: 'Favourites',
    stickers: favouriteStickers(shelf),
    nothing: 'Tap a sticker in a chat to add it to your favourites.',
  }
}
