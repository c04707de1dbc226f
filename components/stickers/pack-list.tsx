'use client'

import { ChevronRight, Sticker as StickerIcon } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { StickerPack } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { DialogContent } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Field, FieldError } from '../ui/field'
import { Input } from '../ui/input'
import { Skeleton } from '../ui/skeleton'
import { CHECKERBOARD } from './checkerboard'
import { openMyStickers } from './my-stickers-open'
import { StickerPicture } from './sticker-picture'
import { useShelfChanges } from './use-shelf-changes'

interface PackListProps {
  /** Undefined: not here yet. */
  readonly packs: readonly StickerPack[] | undefined
  readonly error: unknown
  readonly onRetry: () => void
}

export function PackList({ packs, error, onRetry }: PackListProps) {
  return (
    <DialogContent title="My stickers" className="flex flex-col gap-4 sm:min-h-80">
      {packs ? <Packs packs={packs} /> : error ? <Failed error={error} onRetry={onRetry} /> : <Loading />}
      {packs && <NewPack count={packs.length} />}
    </DialogContent>
  )
}

const Loading = () => (
  <div role="status" aria-label="Loading your packs" className="flex flex-col gap-3">
    <Skeleton className="h-14" corners="rounded-lg" />
    <Skeleton className="h-14" corners="rounded-lg" />
  </div>
)

const Failed = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <div role="alert" className="flex flex-col items-start gap-3 text-sm">
    <FieldError>{refusalOf(error).message}</FieldError>
    <Button size="sm" variant="secondary" onClick={onRetry}>
      Try again
    </Button>
  </div>
)

function Packs({ packs }: { packs: readonly StickerPack[] }) {
  if (packs.length === 0) {
    return (
      <EmptyState
        icon={<StickerIcon />}
        title="Make your first pack"
        description="From your own pictures: those with a transparent background look best. Who gets one can keep it as a favourite."
        className="flex-1"
      />
    )
  }
  return (
    <ul aria-label="My packs" className="-mx-2 flex flex-1 flex-col">
      {packs.map(({ id, name, stickers }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => openMyStickers({ at: 'pack', packId: id })}
            className="flex w-full items-center gap-3 rounded-lg px-2 py-2 text-start hover:bg-hover"
          >
            <PackFace stickers={stickers} />
            <span className="min-w-0 flex-1">
              <span dir="auto" className="block truncate font-medium">
                {name}
              </span>
              <span className="block text-sm text-ink-muted">{countOf(stickers.length)}</span>
            </span>
            <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-faint rtl:rotate-180" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function PackFace({ stickers: [first] }: Pick<StickerPack, 'stickers'>) {
  return (
    <span className={`grid size-12 shrink-0 place-items-center rounded-lg border border-line p-1 ${CHECKERBOARD}`}>
      {first ? <StickerPicture sticker={first} /> : <StickerIcon aria-hidden className="size-5 text-ink-faint" />}
    </span>
  )
}

const countOf = (count: number): string =>
  count === 0 ? 'No stickers yet' : count === 1 ? '1 sticker' : `${count} stickers`

function NewPack({ count }: { count: number }) {
  const changes = useShelfChanges()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (count >= LIMITS.stickerPacksMax) {
    return (
      <p className="text-sm text-ink-muted">
        You have {count} packs, and that is all there can be. Delete one to make another.
      </p>
    )
  }

  async function make(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') return setProblem('Give the pack a name.')
    setBusy(true)
    setProblem(undefined)
    try {
      openMyStickers({ at: 'pack', packId: await changes.createPack(name) })
    } catch (error) {
      setProblem(refusalOf(error).message)
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void make(event)}>
      <Field label="New pack" error={problem}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              data-initial-focus=""
              value={name}
              maxLength={LIMITS.packNameMaxChars}
              placeholder="Its name"
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" loading={busy} className="h-11">
              Make
            </Button>
          </div>
        )}
      </Field>
    </form>
  )
}
