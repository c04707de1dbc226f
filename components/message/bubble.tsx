'use client'

import { Ban, Pin, Star, Timer } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import type { Instant, UserId } from '@/contracts/ids'
import type { Carried } from '../attachments/carried'
import { formatClock, formatFull } from '../time/format-time'
import { cn } from '../ui/cn'
import { MessageText } from './message-text'
import type { MessageStatus } from './status'
import { isEmojiOnly } from './text-shape'
import { Ticks } from './ticks'

export interface BubbleProps {
  readonly text: string
  /** Whom it mentions, by userName as typed. */
  readonly mentioned?: ReadonlyMap<string, UserId> | undefined
  readonly at: Instant
  readonly mine: boolean
  readonly last: boolean
  /** Null for others' messages. */
  readonly status: MessageStatus | null
  /** When its words were last changed. */
  readonly editedAt?: Instant | null
  /** Shows the earlier wordings. */
  readonly onEdited?: () => void
  /** With my star. */
  readonly starred?: boolean
  /** When it disappears. */
  readonly expiresAt?: Instant | undefined
  /** In this chat, for everybody. */
  readonly pinned?: boolean
  /** What stands in place of a deleted message's words. */
  readonly deleted?: string | null
  /** The sender's name, where it is shown. */
  readonly heading?: ReactNode
  /** The sender's name for those who hear it, where it isn't shown. */
  readonly spokenName?: string | undefined
  /** What it answers. */
  readonly quote?: ReactNode
  /** What it carries besides words. */
  readonly carried?: Carried | null
  /** Below everything it says: how far its uploads are. */
  readonly below?: ReactNode
  /** There is nothing to choose from a menu. */
  readonly noMenu?: boolean
  readonly onUnfold: () => void
}

/** One message as it is said: words, time and, on my own, how far it got. */
export function Bubble(props: BubbleProps) {
  const { text, mine, last, deleted, heading, spokenName, quote, noMenu = false, onUnfold } = props
  const carried = deleted ? null : (props.carried ?? null)
  const bare = carried ? carried.kind === 'bare' : !deleted && !heading && !quote && isEmojiOnly(text)
  return (
    <div
      className={cn(
        'group/bubble relative min-w-0 max-w-[min(34rem,calc(100%-2rem))] rounded-bubble',
        carried?.kind === 'album' ? 'p-1' : 'px-3 py-1.5',
        mine ? '[--meta:var(--bubble-own-meta)]' : '[--meta:var(--bubble-other-meta)]',
        bare
          ? 'text-ink'
          : mine
            ? 'bg-bubble-own text-on-bubble-own shadow-bubble'
            : 'bg-bubble-other text-on-bubble-other shadow-bubble',
        last && !bare && (mine ? 'rounded-br-sm' : 'rounded-bl-sm'),
      )}
    >
      {beside(carried, heading)}
      {spokenName && <span className="sr-only">{spokenName}: </span>}
      {beside(carried, quote)}
      {deleted ? (
        <div className={mine ? 'text-bubble-own-meta' : 'text-bubble-other-meta'}>
          <Ban aria-hidden className="me-1.5 inline size-4 align-[-0.2em]" />
          <span className="italic">{deleted}</span>
          <BubbleMeta {...props} status={null} bare={false} />
        </div>
      ) : (
        <>
          {carried && <CarriedPart {...props} carried={carried} bare={bare} />}
          {(text !== '' || !carried) &&
            beside(
              carried,
              <MessageText
                text={text}
                {...(props.mentioned && { mentioned: props.mentioned })}
                onUnfold={onUnfold}
                meta={<BubbleMeta {...props} bare={bare} />}
              />,
            )}
        </>
      )}
      {beside(carried, props.below)}
      {!noMenu && hovers() && <MenuButton mine={mine} />}
    </div>
  )
}

/** As wide as what is carried, at the distance from the edge that words have. A call: components cost, in each row. */
function beside(carried: Carried | null, children: ReactNode): ReactNode {
  if (!children || !carried?.widthPx) return children
  return (
    <div
      style={{ maxWidth: carried.widthPx }}
      className={cn('flow-root', carried.kind === 'album' && 'px-2 pt-1 first:pt-0.5 last:pb-0.5')}
    >
      {children}
    </div>
  )
}

/** With the time on it, where there are no words to stand behind. */
function CarriedPart(props: BubbleProps & { carried: Carried; bare: boolean }) {
  const { carried, text, bare } = props
  const album = carried.kind === 'album'
  const meta = text === '' && (
    <BubbleMeta {...props} bare={bare} place={album ? 'over' : carried.holdsMeta ? 'row' : bare ? 'end' : 'under'} />
  )
  return (
    <div className="flow-root">
      {carried.draw(carried.holdsMeta && meta)}
      {!carried.holdsMeta && meta}
    </div>
  )
}

const META_PLACES = {
  end: 'mt-1.5 -mb-1.5 float-end ms-2.5',
  row: 'inline-flex',
  /** A file’s own second line leaves room beside it. */
  under: 'relative -mt-2 float-end ms-2.5',
  /** On a picture, whatever is on it. */
  over: 'message-meta-over',
}

function BubbleMeta(
  props: Pick<BubbleProps, 'at' | 'mine' | 'status' | 'editedAt' | 'onEdited' | 'starred' | 'pinned' | 'expiresAt'> & {
    bare: boolean
    place?: keyof typeof META_PLACES
  },
) {
  const { at, mine, status, editedAt, onEdited, starred, pinned, expiresAt, bare, place = 'end' } = props
  return (
    <span
      className={cn(
        'font-sans h-5 text-2xs not-italic',
        META_PLACES[place],
        place === 'over' ? '' : bare ? 'text-ink-muted' : mine ? 'text-bubble-own-meta' : 'text-bubble-other-meta',
      )}
    >
      <span dir="ltr" className="inline-flex h-5 items-center gap-1 whitespace-nowrap tabular-nums">
        {pinned && <Pin role="img" aria-label="Pinned" className="size-3 rotate-45 fill-current" />}
        {starred && <Star role="img" aria-label="Starred" className="size-3 fill-current" />}
        {expiresAt && (
          <span title={`Disappears ${formatFull(expiresAt)}`}>
            <Timer role="img" aria-label={`Disappears ${formatFull(expiresAt)}`} className="size-3" />
          </span>
        )}
        {editedAt && <EditedMark at={editedAt} onClick={onEdited} />}
        <time dateTime={at} title={formatFull(at)}>
          {formatClock(at)}
        </time>
        {status && <Ticks status={status} />}
      </span>
    </span>
  )
}

function EditedMark({ at, onClick }: { at: Instant; onClick: (() => void) | undefined }) {
  const title = `Edited ${formatFull(at)}`
  if (!onClick) return <span title={title}>edited</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      title={title}
      aria-label="edited: show earlier wordings"
      onClick={onClick}
      className="relative rounded-sm underline-offset-2 outline-offset-1 after:absolute after:-inset-x-1 after:-inset-y-1.5 hover:underline"
    >
      edited
    </button>
  )
}

let hover: MediaQueryList | null = null

/** Else the button would be there in every row for nobody to see. */
function hovers(): boolean {
  hover ??= window.matchMedia('(hover: hover)')
  return hover.matches
}

function MenuButton({ mine }: { mine: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label="What to do with this message"
      onClick={openMenu}
      className={mine ? 'message-menu-button -left-9' : 'message-menu-button -right-9'}
    />
  )
}

/** The menu is the context menu of the whole history: this asks for it where the button is. */
function openMenu(event: MouseEvent<HTMLElement>): void {
  const { left, bottom } = event.currentTarget.getBoundingClientRect()
  event.currentTarget.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  )
}
