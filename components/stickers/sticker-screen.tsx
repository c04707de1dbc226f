'use client'

import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Sticker, StickerPack } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { orRefusal, refusalOf } from '../refusal'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'
import { CHECKERBOARD } from './checkerboard'
import { EmojiField } from './emoji-field'
import { openMyStickers } from './my-stickers-open'
import { StickerPicture } from './sticker-picture'
import { useOrder } from './use-order'
import { useShelfChanges } from './use-shelf-changes'

interface StickerScreenProps {
  readonly pack: StickerPack
  readonly sticker: Sticker
}

/** A sticker of one's own: what it says, its place in the pack, and the way out. */
export function StickerScreen({ pack, sticker }: StickerScreenProps) {
  const changes = useShelfChanges()
  const [emoji, setEmoji] = useState(sticker.emoji)
  const [words, setWords] = useState(sticker.words)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [deleting, setDeleting] = useState(false)
  const back = () => openMyStickers({ at: 'pack', packId: pack.id })

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    if (words.trim() === '') return setProblem('Say what it shows, for who can’t see it.')
    setBusy(true)
    try {
      await changes.changeSticker(sticker.id, { emoji, words })
      back()
    } catch (error) {
      setProblem(refusalOf(error).message)
      setBusy(false)
    }
  }

  return (
    <DialogContent
      title="Sticker"
      whole
      leading={
        <IconButton label={`Back to ${pack.name}`} size="sm" className="-ml-1.5" onClick={back}>
          <ArrowLeft aria-hidden className="rtl:rotate-180" />
        </IconButton>
      }
      className="sm:min-h-96"
    >
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
        <div className={`mx-auto grid size-48 place-items-center rounded-xl border border-line p-3 ${CHECKERBOARD}`}>
          <StickerPicture sticker={sticker} />
        </div>
        <Field label="What it shows" hint="Read out to who can’t see it, and found by it." error={problem}>
          {(control) => (
            <div className="flex gap-2">
              <EmojiField emoji={emoji} onPick={setEmoji} />
              <Input
                {...control}
                value={words}
                maxLength={LIMITS.stickerWordsMaxChars}
                autoComplete="off"
                onChange={(event) => setWords(event.target.value)}
              />
            </div>
          )}
        </Field>
        <Place pack={pack} sticker={sticker} />
        <div className="flex justify-between gap-2">
          <Button variant="danger-ghost" className="-ml-3" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden /> Delete…
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </div>
      </form>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title="Delete this sticker?"
        description="It goes from your pack and from everybody’s favourites. Where you have sent it, it stays."
        confirmLabel="Delete sticker"
        destructive
        onConfirm={async () => {
          await orRefusal(changes.removeSticker(sticker.id))
          back()
        }}
      />
    </DialogContent>
  )
}

/** For who doesn't drag. */
function Place({ pack, sticker: { id } }: StickerScreenProps) {
  const { stickers, move } = useOrder(pack)
  const at = stickers.findIndex((one) => one.id === id)
  return (
    <div className="flex items-center gap-2">
      <span className="flex-1 text-sm font-medium">Place</span>
      <IconButton label="Move earlier" disabled={at <= 0} focusableWhenDisabled onClick={() => move(id, { by: -1 })}>
        <ArrowLeft aria-hidden className="rtl:rotate-180" />
      </IconButton>
      <span aria-live="polite" className="min-w-16 text-center text-sm tabular-nums">
        {at + 1} of {stickers.length}
      </span>
      <IconButton
        label="Move later"
        disabled={at >= stickers.length - 1}
        focusableWhenDisabled
        onClick={() => move(id, { by: 1 })}
      >
        <ArrowRight aria-hidden className="rtl:rotate-180" />
      </IconButton>
    </div>
  )
}
