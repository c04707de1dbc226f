'use client'

import { useEffect, useMemo, useRef } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { useBlockedUsers } from '../blocking/use-blocked'
import { mayWith, withBlocked } from '../message/may'
import type { MessageRowData } from '../message/message-menu'
import { useEditWindow } from '../message/use-edit-window'
import { useMessageActions } from '../message/use-message-actions'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'
import { useNames } from '../people/use-names'
import { PinnedBar } from '../pinned/pinned-bar'
import { useSelecting } from '../select/use-selecting'
import { now } from '../time/now'
import { cn } from '../ui/cn'
import { useContextMenu } from '../ui/use-context-menu'
import { Viewer } from '../viewer/viewer'
import { Announcer } from './announcer'
import { BeforeChange } from './before-change'
import { HistoryEdge } from './history-edge'
import { HistoryRow } from './history-row'
import { JumpButton } from './jump-button'
import { MentionButton } from './mention-button'
import { nextMention } from './next-mention'
import { indexFrom, sliceOf } from './range'
import { answeredBy, keepRows, type Row, rowsOf } from './rows'
import { useArrival } from './use-arrival'
import { useAway } from './use-away'
import { useEnds } from './use-ends'
import { useFoundWords } from './use-found-words'
import { useHistoryWindow } from './use-history-window'
import { useJump } from './use-jump'
import { useQuotes } from './use-quotes'
import { useReading } from './use-reading'
import { useRowFocus } from './use-row-focus'

const MessagePointMenu = later(() => import('../message/message-point-menu').then((part) => part.MessagePointMenu), {
  floating: true,
})
const DeleteDialog = later(() => import('../message/delete-dialog').then((part) => part.DeleteDialog), {
  floating: true,
})
const ReactionPicker = later(() => import('../message/reaction-picker').then((part) => part.ReactionPicker), {
  floating: true,
})
const SelectBar = later(() => import('../select/select-bar').then((part) => part.SelectBar))

interface HistoryProps {
  readonly handle: ConversationHandle
  readonly state: ConversationState
}

/** What was said, oldest at the top. */
export function History({ handle, state }: HistoryProps) {
  const people = useNames()
  const editWindow = useEditWindow()
  const away = useAway(state.lastSeq, state.pending)
  const view = useHistoryWindow(handle, state, away, people.meId)
  const report = useReading(handle, state, view)
  const moveFocus = useRowFocus(view.content)
  const ends = useEnds(view)
  const { lit, jump } = useJump(view)
  useArrival(handle.id, jump)
  useFoundWords(handle.id, lit, view.content)
  const { actions, deleting, doneDeleting, reacting, doneReacting } = useMessageActions(handle)
  const { chosen, onKey, ...pressing } = useSelecting(handle)
  const selecting = chosen !== null
  const reactedTo = useEver(reacting !== null)
  const menu = useContextMenu((target) => (selecting || wantsBrowsersMenu(target) ? null : rowAt(target)))
  const { events, pending, atStart, atEnd, unreadAfter } = state
  const { range } = view

  // From the first selected to the last, all must be here.
  useEffect(() => {
    if (!selecting) handle.letGo(range.from, range.to)
  }, [handle, selecting, range])

  const known = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    const drawn = sliceOf(events, range)
    const previous = events[indexFrom(events, range.from) - 1] ?? null
    const here = new Set(
      drawn.slice(-200).map((event) => (event.kind === 'message:posted' ? event.message.clientId : '')),
    )
    const now = rowsOf({
      events: drawn,
      previous,
      pending: range.to === null && atEnd ? pending.filter(({ clientId }) => !here.has(clientId)) : [],
      unreadAfter: away ?? unreadAfter,
      meId: people.meId,
    })
    known.current = keepRows(known.current, now)
    return known.current
  }, [events, range, pending, atEnd, away, unreadAfter, people.meId])
  const quotedBy = (row: Row) => {
    const seq = answeredBy(row)
    return seq === null ? undefined : handle.quote(seq)
  }
  const menuRow = rows.find((row): row is MessageRowData => row.key === menu.of && 'first' in row)
  useQuotes(handle, rows)
  const group = state.conversation?.kind === 'group'
  const pinsShown = !selecting && state.pinned.length > 0
  const blockedUsers = useBlockedUsers()
  const blocked = state.conversation?.pair?.some((userId) => blockedUsers.has(userId)) ?? false
  const open = state.member?.active === true && state.conversation?.closed === false && !blocked

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {selecting && <SelectBar handle={handle} state={state} people={people} />}
      {pinsShown && <PinnedBar handle={handle} pinned={state.pinned} people={people} onJump={jump} />}
      <section
        ref={view.scroller}
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        data-history=""
        onScroll={() => {
          view.onScroll()
          ends.onScroll()
          report()
        }}
        onWheel={view.onTouched}
        onKeyDown={(event) => {
          view.onTouched()
          if (!onKey(event) && !ends.onKey(event)) moveFocus(event)
        }}
        onPointerDown={ends.onPointerDown}
        {...pressing}
        {...menu.trigger}
        onTouchMove={(event) => {
          view.onTouched()
          menu.trigger.onTouchMove(event)
        }}
        className="history-scroller flex-1"
      >
        <div className={cn('mx-auto flex min-h-full max-w-5xl flex-col justify-end pb-3', pinsShown && 'pt-13')}>
          {/* Stays when there is nothing older: its going would move the first messages while they are in sight. */}
          <HistoryEdge
            side="older"
            loading={state.loading}
            error={atStart ? null : state.error}
            onRetry={() => void handle.loadOlder()}
          />
          <BeforeChange call={view.onBeforeChange} />
          <ol ref={view.content}>
            {rows.map((row) => (
              <HistoryRow
                key={row.key}
                row={row}
                group={group}
                receipts={state.receipts}
                people={people}
                conversationId={handle.id}
                quoted={quotedBy(row)}
                starred={row.kind === 'message' && state.starred.has(row.seq)}
                lit={row.kind === 'message' && row.seq === lit}
                selected={row.kind === 'message' && chosen ? chosen.has(row.seq) : null}
                blocked={row.kind === 'message' && group && !row.mine && blockedUsers.has(row.event.message.senderId)}
                onJump={jump}
                onReact={open ? actions.react : null}
                onEdit={actions.editPending}
                onUnfold={view.release}
              />
            ))}
          </ol>
          {/* Until what is above it reaches the end: its going would pull up what is in sight. */}
          {(!atEnd || range.to !== null) && (
            <HistoryEdge side="newer" {...state} onRetry={() => void handle.loadNewer()} />
          )}
        </div>
      </section>
      {menuRow && menu.at && (
        <MessagePointMenu
          at={menu.at}
          row={menuRow}
          may={
            menuRow.kind === 'message'
              ? withBlocked(
                  mayWith(menuRow.event, state, people.meId, now(), editWindow),
                  blocked || (state.state?.request ?? false),
                )
              : null
          }
          meId={people.meId}
          starred={menuRow.kind === 'message' && state.starred.has(menuRow.seq)}
          actions={actions}
        />
      )}
      {deleting && (
        <DeleteDialog key={deleting.event.seq} handle={handle} {...deleting} people={people} onClose={doneDeleting} />
      )}
      {reactedTo && <ReactionPicker event={reacting} onReact={actions.react} onClose={doneReacting} />}
      {view.painted && (
        <>
          <MentionButton
            next={nextMention(events, state.state, people.meId)}
            count={state.state?.mentions ?? 0}
            raised={view.below}
            onJump={jump}
          />
          <JumpButton visible={view.below} count={state.state?.unread ?? 0} onJump={() => void view.jumpToEnd()} />
          <Announcer state={state} people={people} />
          <Viewer conversationId={handle.id} events={events} people={people} />
        </>
      )}
    </div>
  )
}

/** Away from messages, on a link, or with words selected, the browser's own menu is the more useful one. */
function wantsBrowsersMenu(target: EventTarget): boolean {
  const onLink = target instanceof Element && target.closest('a') !== null
  return rowAt(target) === null || onLink || window.getSelection()?.isCollapsed === false
}

const rowAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-message]')?.dataset.key ?? null) : null
