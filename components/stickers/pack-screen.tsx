'use client'

import { ArrowLeft, Ellipsis, ImagePlus, Pencil, Sticker as StickerIcon, Trash2 } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import type { StickerPack } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useFileLimits } from '../attach/use-file-limits'
import { useKith } from '../kith-context'
import { orRefusal } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { DialogContent } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { FieldError } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '../ui/menu'
import { DraftRow } from './draft-row'
import { addDrafts, removeDraftsOf } from './drafts'
import { openMyStickers } from './my-stickers-open'
import { OwnGrid } from './own-grid'
import { RenamePack } from './rename-pack'
import { useAddDrafts } from './use-add-drafts'
import { usePictureDrop } from './use-picture-drop'
import { useShelfChanges } from './use-shelf-changes'

/** One of one's own packs: what is in it, and what is being added. */
export function PackScreen({ pack }: { pack: StickerPack }) {
  const kith = useKith()
  const limits = useFileLimits()
  const changes = useShelfChanges()
  const chooser = useRef<HTMLInputElement>(null)
  const { drafts, fit, busy, checked, add } = useAddDrafts(pack.id)
  const [renaming, setRenaming] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const [left, setLeft] = useState(0)
  const room = LIMITS.stickersPerPackMax - pack.stickers.length - drafts.length
  const take = (files: readonly File[]) => {
    addDrafts(kith, pack.id, files.slice(0, room), limits)
    setLeft(Math.max(0, files.length - room))
  }
  const { over, ...dropping } = usePictureDrop(take)
  const empty = pack.stickers.length === 0 && drafts.length === 0

  function chosen({ target }: ChangeEvent<HTMLInputElement>): void {
    take([...(target.files ?? [])])
    target.value = ''
  }

  return (
    <DialogContent
      {...dropping}
      title={<bdi>{pack.name}</bdi>}
      whole
      leading={
        <IconButton label="Back to all packs" size="sm" className="-ml-1.5" onClick={() => openMyStickers()}>
          <ArrowLeft aria-hidden className="rtl:rotate-180" />
        </IconButton>
      }
      className={cn('flex flex-col gap-4 sm:min-h-96', over && 'bg-accent-soft')}
      footer={drafts.length > 0 && <AddBar packId={pack.id} busy={busy} count={fit} onAdd={add} />}
    >
      {renaming ? (
        <RenamePack pack={pack} onDone={() => setRenaming(false)} />
      ) : (
        <div className="flex items-center gap-2">
          <Button
            data-initial-focus=""
            variant={empty ? 'primary' : 'soft'}
            disabled={room <= 0}
            onClick={() => chooser.current?.click()}
          >
            <ImagePlus aria-hidden /> Add pictures
          </Button>
          <PackMenu onRename={() => setRenaming(true)} onDelete={() => setDeleting(true)} />
        </div>
      )}
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Pictures for stickers"
        onChange={chosen}
      />
      <p className="text-sm text-pretty text-ink-muted">
        {room <= 0 && drafts.length === 0 ? (
          `The pack is full: it holds ${LIMITS.stickersPerPackMax} stickers. Delete one, or make another pack.`
        ) : (
          <>
            <span className="[@media(hover:none)]:hidden">Or drop or paste them here. </span>
            Each is made to fit 512 pixels; of one that moves, the first frame is kept.
          </>
        )}
      </p>
      {empty && (
        <EmptyState
          icon={<StickerIcon />}
          title="Nothing in this pack yet"
          description="Pictures show here as they will be sent, before you add them."
          className="flex-1"
        />
      )}
      {left > 0 && (
        <div role="alert" className="text-sm">
          <FieldError>
            {left === 1 ? 'One picture was' : `${left} pictures were`} left out: a pack holds{' '}
            {LIMITS.stickersPerPackMax} stickers.
          </FieldError>
        </div>
      )}
      {drafts.length > 0 && (
        <ul aria-label="To be added" className="flex flex-col gap-3">
          {drafts.map((draft) => (
            <DraftRow key={draft.id} draft={draft} checked={checked} />
          ))}
        </ul>
      )}
      {pack.stickers.length > 0 && <OwnGrid pack={pack} />}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={<>Delete “{pack.name}”?</>}
        description="Its stickers go from your packs and from everybody’s favourites. Those you have sent stay in their chats."
        confirmLabel="Delete pack"
        destructive
        onConfirm={async () => {
          await orRefusal(changes.deletePack(pack.id))
          removeDraftsOf(pack.id)
          openMyStickers()
        }}
      />
    </DialogContent>
  )
}

const PackMenu = ({ onRename, onDelete }: { onRename: () => void; onDelete: () => void }) => (
  <Menu>
    <MenuTrigger render={<IconButton label="Change the pack" className="ms-auto" />}>
      <Ellipsis aria-hidden />
    </MenuTrigger>
    <MenuContent>
      <MenuItem icon={<Pencil aria-hidden />} onClick={onRename}>
        Rename
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={onDelete}>
        Delete pack…
      </MenuItem>
    </MenuContent>
  </Menu>
)

interface AddBarProps {
  readonly packId: string
  readonly busy: boolean
  /** So many can become stickers. */
  readonly count: number
  readonly onAdd: () => void
}

const AddBar = ({ packId, busy, count, onAdd }: AddBarProps) => (
  <>
    <Button variant="ghost" disabled={busy} onClick={() => removeDraftsOf(packId)}>
      Discard
    </Button>
    <Button loading={busy} disabled={count === 0} onClick={onAdd}>
      {count > 1 ? `Add ${count} stickers` : 'Add sticker'}
    </Button>
  </>
)
