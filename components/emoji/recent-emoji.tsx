'use client'

import { useEmojiHabits } from './emoji-habits'

/** What was chosen last, in one row. */
export function RecentEmoji({ onPick }: { onPick: (emoji: string) => void }) {
  const recent = useEmojiHabits((habits) => habits.recent)
  if (recent.length === 0) return null
  return (
    <fieldset className="min-w-0 px-2 pb-1">
      <legend className="px-1.5 pb-1 text-xs font-medium text-ink-muted">Recently used</legend>
      <div className="grid grid-cols-8">
        {recent.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => onPick(emoji)}
            className="grid h-10 min-w-0 place-items-center rounded-lg font-emoji text-[1.5rem] leading-none outline-offset-[-2px] hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
