'use client'

import { ArrowUp, Heart, HeartOff } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Attachment, MessagePosted } from '@/contracts/dto'
import { shownOf } from '../attachments/shown'
import { StickerView } from '../attachments/sticker'
import { useBlocked } from '../blocking/use-blocked'
import { whyNotWrite } from '../conversation/cannot-write'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { FieldError } from '../ui/field'
import { closeSticker, useLookedAtSticker } from './looked-at-sticker'
import { useFavourite } from './use-favourite'

/** A sticker of a chat, large: what it is, and what can be done with it. */
export function StickerDialog() {
  const { event } = useLookedAtSticker()
  // While it fades out, it still shows what it showed.
  const [shown, setShown] = useState(event)
  if (event && event !== shown) setShown(event)
  const [first] = shown?.message.attachments ?? []
  return (
    <Dialog open={event !== null} onOpenChange={(open) => !open && closeSticker()}>
      {shown && first && <Content key={shown.message.id} event={shown} facts={first} />}
    </Dialog>
  )
}

const GONE = 'Who made this sticker has deleted it. It stays in this chat.'

function problemWords(problem: unknown): string {
  const { code, message } = refusalOf(problem)
  return code === 'not_found' ? GONE : message
}

interface ContentProps {
  readonly event: MessagePosted
  readonly facts: Attachment
}

function Content({ event, facts }: ContentProps) {
  const { sticker } = facts
  const [shown] = shownOf(event)
  return (
    <DialogContent title={sticker ? <StickerWords {...sticker} /> : 'Sticker'} width="sm">
      <div className="grid place-items-center py-2 [&_img]:size-64 [&_span]:text-[10rem]">
        {shown && <StickerView shown={shown} />}
      </div>
      {sticker ? (
        <Actions event={event} facts={facts} sticker={sticker} />
      ) : (
        <p className="text-center text-sm text-ink-muted">{GONE}</p>
      )}
    </DialogContent>
  )
}

const StickerWords = ({ emoji, words }: { emoji: string; words: string }) => (
  <>
    <span className="me-2 font-emoji">{emoji}</span>
    <bdi>{words}</bdi>
  </>
)

function Actions({ event, facts, sticker }: ContentProps & { sticker: NonNullable<Attachment['sticker']> }) {
  const handle = useKith().conversation(event.conversationId)
  const closed = useStore(handle.store, ({ conversation, member }) =>
    conversation && member ? whyNotWrite(conversation, member) : '',
  )
  const meId = useNames().meId
  const other = useStore(handle.store, ({ conversation }) => conversation?.pair?.find((id) => id !== meId) ?? null)
  const blocked = useBlocked(other)
  const { pack, favourite, busy, problem, toggle } = useFavourite(sticker.id)
  const { width, height } = facts

  function send(): void {
    closeSticker()
    const size = { width: width ?? 0, height: height ?? 0 }
    handle.send('', { kind: 'sticker', attachments: [{ sticker: { ...sticker, ...size } }] })
  }

  return (
    <>
      {pack && (
        <p className="pb-3 text-center text-sm text-ink-muted">
          From {pack.mine ? 'your pack ' : ''}“<bdi>{pack.name}</bdi>”
        </p>
      )}
      {problem !== null && (
        <div role="alert" className="pb-3 text-sm">
          <FieldError>{problemWords(problem)}</FieldError>
        </div>
      )}
      <div className="flex flex-wrap justify-center gap-2 pt-1">
        <Button variant="soft" loading={busy} disabled={favourite === null} onClick={toggle}>
          {favourite ? <HeartOff aria-hidden /> : <Heart aria-hidden />}
          {favourite ? 'Remove from favourites' : 'Add to favourites'}
        </Button>
        {closed === null && !blocked && (
          <Button onClick={send}>
            <ArrowUp aria-hidden /> Send
          </Button>
        )}
      </div>
    </>
  )
}
