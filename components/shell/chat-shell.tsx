'use client'

import { MessagesSquare } from 'lucide-react'
import { type ReactNode, useDeferredValue, useEffect } from 'react'
import { ConnectionNotice } from '../connection/connection-notice'
import { ConversationPane } from '../conversation/conversation-pane'
import { Overview } from '../overview/overview'
import { QuickSwitch } from '../overview/quick-switch'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'
import { useParts } from '../part/use-parts'
import { cn } from '../ui/cn'
import { EmptyState } from '../ui/empty-state'
import { NowPlaying } from '../voice/now-playing'
import { closeAhead } from './ahead'
import { AskedFor } from './asked-for'
import { usePath, usePlace } from './location'
import { PAGES } from './pages'
import { useActivity } from './use-activity'
import { useNarrow } from './use-narrow'
import { useShellKeys } from './use-shell-keys'

const Telling = later(() => import('./telling').then((part) => part.Telling), { unseen: true })
const InfoPane = later(() => import('../info/info-pane').then((part) => part.InfoPane))

/** The same elements each time: with another chat they aren't drawn again. */
const ALWAYS = (
  <>
    <NowPlaying />
    <QuickSwitch />
    <AskedFor />
  </>
)

/** Three panes side by side; on a phone the one that the address names. */
export function ChatShell({ children }: { children: ReactNode }) {
  const { conversationId, panel } = usePlace()
  const path = usePath()
  const elsewhere = conversationId === null && path !== '/'
  const Page = PAGES[path]?.Draw
  const main = conversationId !== null || elsewhere
  const narrow = useNarrow()
  const Details = narrow ? 'main' : 'aside'
  const rested = useParts(conversationId)
  // First the overview, then the chat: two drawings, neither of which keeps a person waiting.
  const begun = useDeferredValue(true, false)
  // Where there is room for one, the other is drawn behind it once the browser rests.
  const atRest = useDeferredValue(rested, false)
  const listed = useEver(!narrow || !main || atRest)
  useEffect(() => {
    if (begun) closeAhead()
  }, [begun])
  useActivity()
  useShellKeys()
  useEffect(() => {
    if (!main)
      document.querySelector<HTMLElement>('[data-overview-list] [tabindex="0"]')?.focus({ preventScroll: true })
  }, [main])

  return (
    <div className="relative flex h-dvh overflow-hidden">
      <div
        role={narrow && !main ? 'main' : undefined}
        className={cn('w-full shrink-0 border-line md:w-80 md:border-r lg:w-96', main && 'max-md:hidden')}
      >
        {/* Where it isn't seen beside the chat, nothing of it is drawn anew for one. */}
        {listed && <Overview selectedId={narrow ? null : conversationId} />}
      </div>
      <div className={cn('min-w-0 flex-1', (!main || panel) && 'max-md:hidden')}>
        {conversationId ? (
          <main className="h-full">{begun && <ConversationPane key={conversationId} id={conversationId} />}</main>
        ) : elsewhere ? (
          Page ? (
            <Page />
          ) : (
            children
          )
        ) : (
          <main className="grid h-full place-items-center bg-canvas">
            <EmptyState
              icon={<MessagesSquare />}
              title="Your conversations open here"
              description={
                <>
                  Press <kbd className="rounded-sm border border-line-strong/60 px-1 font-sans text-xs">Ctrl K</kbd> to
                  go to one by its name.
                </>
              }
            />
          </main>
        )}
      </div>
      {conversationId && panel && (
        <Details
          aria-label="Details"
          className="w-full shrink-0 border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 md:w-88 md:border-l md:max-lg:shadow-overlay"
        >
          <InfoPane key={conversationId} id={conversationId} panel={panel} />
        </Details>
      )}
      <ConnectionNotice aboveComposer={main} />
      {ALWAYS}
      {rested && <Telling openId={conversationId} />}
    </div>
  )
}
