'use client'

import {
  EmojiPicker as Base,
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
} from 'frimousse'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { rememberEmoji, useEmojiHabits } from './emoji-habits'
import { ListWatch } from './list-watch'
import { pickerData } from './picker-data'
import { RecentEmoji } from './recent-emoji'
import { ToneButton } from './tone-button'

const COLUMNS = 8

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void
}

/** Every emoji there is, by kind and by search. Loaded when it is asked for. */
export default function EmojiPicker({ onPick }: EmojiPickerProps) {
  const [search, setSearch] = useState('')
  const tone = useEmojiHabits((habits) => habits.tone)
  const root = useRef<HTMLDivElement>(null)
  const [watch] = useState(() => new ListWatch())
  const [resolve] = useState(() => () => pickerData(() => watch.read()))

  // It comes after the card, which had nothing to focus yet. After a tap a keyboard would cover the emoji.
  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches) root.current?.querySelector('input')?.focus()
  }, [])

  function pick(emoji: string): void {
    rememberEmoji(emoji)
    onPick(emoji)
  }

  return (
    <Base.Root
      ref={root}
      columns={COLUMNS}
      skinTone={tone}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => pick(emoji)}
      onKeyDown={(event) => watch.onKeyDown(event)}
      className="flex h-[min(26rem,60dvh)] w-full flex-col"
    >
      <div className="flex items-center gap-1 p-2">
        <Base.Search
          value={search}
          onChange={(event) => {
            watch.wordsChanged()
            setSearch(event.target.value)
          }}
          aria-label="Search emoji"
          placeholder="Search emoji"
          className="h-9 min-w-0 flex-1 rounded-full border border-transparent bg-sunken px-3.5 text-[1rem] outline-none placeholder:text-ink-faint focus-visible:border-line-strong sm:text-base"
        />
        <ToneButton />
      </div>
      {search === '' && <RecentEmoji onPick={pick} />}
      <Base.Viewport className="relative min-h-0 flex-1 outline-none">
        <Base.Loading className="absolute inset-0 grid place-items-center text-sm text-ink-muted">
          Loading…
        </Base.Loading>
        <Base.Empty className="absolute inset-0 grid place-items-center px-6 text-center text-sm text-ink-muted">
          No emoji like that
        </Base.Empty>
        <Base.List aria-label="Emoji" components={{ CategoryHeader, Row, Emoji }} className="pb-2 select-none" />
      </Base.Viewport>
      <div className="flex h-9 items-center border-t border-line px-3.5 text-sm text-ink-muted [@media(hover:none)]:hidden">
        <Base.ActiveEmoji>{({ emoji }) => <span className="truncate">{emoji?.label}</span>}</Base.ActiveEmoji>
      </div>
    </Base.Root>
  )
}

const CategoryHeader = ({ category, ...props }: EmojiPickerListCategoryHeaderProps) => (
  <div {...props} className="bg-raised px-3.5 pt-2 pb-1 text-xs font-medium text-ink-muted">
    {category.label}
  </div>
)

// Counted from 1 where it is read.
const oneBased = (index: ComponentProps<'div'>['aria-rowindex']) => (index === undefined ? undefined : index + 1)

const Row = (props: EmojiPickerListRowProps) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is among the props.
  <div {...props} aria-rowindex={oneBased(props['aria-rowindex'])} className="scroll-my-2 px-2" />
)

const Emoji = ({ emoji, ...props }: EmojiPickerListEmojiProps) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: as above.
  <button
    type="button"
    {...props}
    aria-colindex={oneBased(props['aria-colindex'])}
    className="grid h-10 w-1/8 shrink-0 place-items-center rounded-lg font-emoji text-[1.5rem] leading-none data-active:bg-hover"
  >
    {emoji.emoji}
  </button>
)
