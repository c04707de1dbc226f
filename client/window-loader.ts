import type { HistoryPage } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { isTransient } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import type { Api } from './api'
import { type Backoff, backoffMs } from './backoff'
import type { Environment } from './environment'
import type { ConversationState } from './kith'
import type { LiveConversation } from './live/live-conversation'
import { asRefusal } from './refusal'

const PAGE = 50
const RETRY: Backoff = { firstMs: 1_000, maxMs: 15_000 }

type Page = { readonly before: Seq } | { readonly after: Seq } | { readonly around: Seq } | Record<string, never>

type Merge = (live: LiveConversation, page: HistoryPage) => void

interface Dependencies {
  readonly id: ConversationId
  readonly api: Pick<Api, 'history'>
  readonly environment: Environment
  live(): LiveConversation | undefined
  /** `loading` or `error` changed; `merged`: events too. */
  changed(merged: boolean): void
  /** A window couldn't be loaded: is it still wanted? */
  retry(): void
}

/** Loads the pages of one conversation's window. */
export class WindowLoader {
  readonly #deps: Dependencies
  /** Which window this is: a page asked for another one is dropped. */
  #window = 0
  /** The window asked for last. */
  #opening: Promise<void> = Promise.resolve()
  #failures = 0
  #cancelRetry: () => void = () => {}
  loading: ConversationState['loading'] = null
  error: ConversationState['error'] = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  stop(): void {
    this.#cancelRetry()
  }

  async older(): Promise<void> {
    const timeline = this.#deps.live()?.timeline
    const first = timeline?.events[0]
    if (!first || timeline?.atStart || this.loading) return
    await this.#load('older', { before: first.seq }, (live, page) => live.mergeOlder(page))
  }

  async newer(): Promise<void> {
    const live = this.#deps.live()
    if (!live?.timeline || live.atEnd || this.loading) return
    await this.#load('newer', { after: live.timeline.to }, (target, page) => target.mergeNewer(page))
  }

  /** Another window: around a seq, or the newest. The last one asked for wins. */
  async window(around: Seq | null): Promise<void> {
    this.#window += 1
    this.loading = null
    this.#opening = this.#load(null, around === null ? {} : { around }, (live, page) => live.mergeWindow(page))
    await this.#opening
    // Something came between the page's reading and now, past what was buffered.
    if (around === null && !this.error) await this.newer()
  }

  /** The same window as it is now: what became of its messages was passed over. */
  async again(): Promise<void> {
    await this.#opening
    const live = this.#deps.live()
    const timeline = live?.timeline
    const first = timeline?.events[0]
    if (!live?.stale || !timeline) return
    if (!first) return this.window(null)
    this.#window += 1
    this.loading = null
    const read = () => this.#run(first.seq - 1, timeline.to)
    await this.#read(null, read, (target, page) => target.renew(page, timeline.to))
  }

  /** `again` is called after a while if what failed may pass. */
  fail(error: unknown, again: () => void): void {
    const { code, message } = asRefusal(error)
    this.error = { code, message }
    if (isTransient(code)) this.#retryLater(again)
    this.#deps.changed(false)
  }

  async #load(direction: ConversationState['loading'], page: Page, merge: Merge): Promise<void> {
    const { api, id } = this.#deps
    await this.#read(direction, () => api.history({ conversationId: id, limit: PAGE, ...page }), merge)
  }

  /** Everything in (from, to], as one page: as old as the first of those it is made of. */
  async #run(from: Seq, to: Seq): Promise<HistoryPage> {
    const { api, id } = this.#deps
    const window = this.#window
    const pages: HistoryPage[] = []
    for (let after = from; after < to && window === this.#window; ) {
      const page = await api.history({ conversationId: id, limit: LIMITS.pageMax, after })
      pages.push(page)
      after = page.atEnd ? to : (page.events.at(-1)?.seq ?? to)
    }
    const readAt = Math.min(...pages.map((page) => page.readAt))
    const own = pages.flatMap((page) => page.own)
    const pinned = pages.at(-1)?.pinned ?? []
    return { events: pages.flatMap(({ events }) => events), readAt, own, pinned, atStart: false, atEnd: false }
  }

  async #read(direction: ConversationState['loading'], read: () => Promise<HistoryPage>, merge: Merge): Promise<void> {
    const live = this.#deps.live()
    if (!live) return
    const window = this.#window
    const { stay, doubts } = live
    this.loading = direction
    this.error = null
    live.pageAsked()
    this.#deps.changed(false)
    try {
      const answer = await read()
      if (window === this.#window && live === this.#deps.live() && stay === live.stay) merge(live, answer)
      else live.pageFailed()
      if (doubts !== live.doubts) live.doubt()
      this.#failures = 0
    } catch (error) {
      live.pageFailed()
      if (window === this.#window) {
        const again = (): void => void (window === this.#window && this.#read(direction, read, merge))
        this.fail(error, direction === null ? this.#deps.retry : again)
      }
    }
    if (window !== this.#window) return
    this.loading = null
    this.#deps.changed(true)
  }

  #retryLater(again: () => void): void {
    const { environment } = this.#deps
    this.#cancelRetry()
    this.#failures += 1
    this.#cancelRetry = environment.after(backoffMs(RETRY, this.#failures, environment.random()), again)
  }
}
