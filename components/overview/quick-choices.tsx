'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Avatar } from '../avatar'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { showConversation } from '../shell/location'
import { CountBadge } from '../ui/badge'
import { cn } from '../ui/cn'
import { inputStyles } from '../ui/input'
import { filterLines } from './filter'

const SHOWN = 30

/** The conversations with these words in their names. */
export function QuickChoices({ onDone }: { onDone: () => void }) {
  const { lines, status } = useStore(useKith().overview)
  const people = useNames()
  const [words, setWords] = useState('')
  const found = filterLines(lines, 'all', words, people).slice(0, SHOWN)
  return (
    <Command label="Conversations" shouldFilter={false} loop className="flex min-h-0 flex-1 flex-col">
      <div className="relative mx-5 mb-2">
        <Search aria-hidden className="absolute inset-y-0 start-3 my-auto size-4.5 text-ink-faint" />
        <Command.Input
          autoFocus
          value={words}
          onValueChange={setWords}
          placeholder="Name"
          className={cn(inputStyles, 'h-11 ps-10')}
        />
      </div>
      <Command.List label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-3">
        <Command.Empty className="px-4 py-8 text-center text-ink-muted">
          {status === 'ready' ? 'No conversation is called that.' : 'Loading conversations…'}
        </Command.Empty>
        {found.map(({ entry, state }) => {
          const face = faceOf(entry.conversation, people)
          return (
            <Command.Item
              key={entry.conversation.id}
              value={entry.conversation.id}
              onSelect={() => {
                showConversation(entry.conversation.id)
                onDone()
              }}
              className="flex h-13 cursor-pointer items-center gap-3 rounded-xl px-2.5 data-[selected=true]:bg-hover"
            >
              <Avatar {...face} size="md" />
              <span className="min-w-0 flex-1 truncate font-medium">
                <bdi>{face.name}</bdi>
              </span>
              {state.unread > 0 && <CountBadge count={state.unread} label={`${state.unread} unread`} />}
            </Command.Item>
          )
        })}
      </Command.List>
    </Command>
  )
}
