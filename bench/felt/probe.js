// What a page notices of itself, from before its first byte. Times are milliseconds since 1970, the same for all pages here.
;(() => {
  const ROWS = 'section[aria-label="Messages"] ol > li'
  /** What stands in the chat's place until it is drawn: as readable. */
  const GLIMPSE_ROWS = 'kith-glimpse ol > li'
  const BLOCKING_MS = 50
  const SAME_FRAME_MS = 250
  const since1970 = (at) => performance.timeOrigin + at
  const now = () => since1970(performance.now())
  const tasks = []
  const shifts = []
  const keys = []
  const clicks = []
  /** What scripts scrolled the watched history by, newest last. */
  const moves = []
  let watchedScroller = null
  let frame = 0
  let wanted = null

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ at: since1970(startTime), ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!isPutBack(entry)) shifts.push(entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
  addEventListener('keydown', (event) => keys.push({ at: since1970(event.timeStamp), frame }), true)
  addEventListener('click', (event) => clicks.push({ at: since1970(event.timeStamp), frame }), true)

  /**
   * The browser forgives what a script scrolls back only if nobody else scrolled in that frame; it compares places at the
   * same scroll. A shift that is exactly what scripts scrolled by is one that nobody saw.
   */
  function isPutBack({ startTime, sources }) {
    if (!watchedScroller || sources.length === 0) return false
    const box = watchedScroller.getBoundingClientRect()
    const sums = []
    for (let at = moves.length - 1; at >= 0 && moves[at].at > startTime - SAME_FRAME_MS; at--) {
      if (moves[at].at <= startTime) sums.push((sums.at(-1) ?? 0) + moves[at].by)
    }
    const within = ({ top, bottom }, by) => {
      const clipped = { top: Math.max(box.top, top + by), bottom: Math.min(box.bottom, bottom + by) }
      return bottom > top && clipped.bottom > clipped.top ? clipped : { top: 0, bottom: 0 }
    }
    const same = (one, other) => Math.abs(one.top - other.top) <= 1 && Math.abs(one.bottom - other.bottom) <= 1
    const moved = (from, to, by) => same(within(from, by), within(to, 0))
    return sums.some((by) =>
      sources.every(
        ({ node, previousRect: from, currentRect: to }) =>
          (!node || watchedScroller.contains(node)) && (moved(from, to, by) || moved(to, from, -by)),
      ),
    )
  }

  /** Calls back when the frame that is drawn next is painted, as far as the page's own thread goes. */
  function afterPaint(callback) {
    const channel = new MessageChannel()
    channel.port1.onmessage = callback
    channel.port2.postMessage(null)
  }

  function rowSaying(text, where) {
    const rows = document.querySelectorAll(where)
    for (let at = rows.length - 1; at >= 0; at--) {
      if (rows[at].textContent.includes(text)) return rows[at]
    }
    return null
  }

  function inSight(row) {
    const box = row.closest('section').getBoundingClientRect()
    const { top, bottom } = row.getBoundingClientRect()
    return top >= box.top - 1 && bottom <= box.bottom + 1
  }

  function look() {
    const waiting = wanted
    if (!waiting || waiting.looking || !rowSaying(waiting.text, `${ROWS}, ${GLIMPSE_ROWS}`)) return
    waiting.looking = true
    requestAnimationFrame(() => {
      waiting.looking = false
      noteReadable(waiting)
      const row = rowSaying(waiting.text, ROWS)
      const usable = !waiting.usable || document.querySelector('[data-composer]:not([disabled])')
      if (row && inSight(row) && usable) {
        wanted = null
        const at = frame
        afterPaint(() => waiting.resolve({ at: now(), frame: at, readableAt: waiting.readableAt }))
      } else requestAnimationFrame(look)
    })
  }

  /** In the chat, or in what stands in its place until it is drawn. */
  function noteReadable(waiting) {
    if (waiting.readable) return
    const row = rowSaying(waiting.text, `${ROWS}, ${GLIMPSE_ROWS}`)
    if (!row || !inSight(row)) return
    waiting.readable = true
    afterPaint(() => {
      waiting.readableAt = now()
    })
  }

  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })

  /** Begins to wait until a row with this text is in sight and painted; `usable`: and one can write. */
  function arm(text, usable = false) {
    const waiting = { text, usable, looking: false, readable: false, readableAt: null }
    felt.seen = new Promise((resolve) => {
      waiting.resolve = resolve
    })
    wanted = waiting
    look()
  }

  function countFrames() {
    requestAnimationFrame(() => {
      frame += 1
      countFrames()
    })
  }

  /** The next key's way to the screen, in ms. */
  function nextKeyPainted() {
    felt.keyPainted = new Promise((resolve) => {
      const listen = (event) => {
        const at = since1970(event.timeStamp)
        requestAnimationFrame(() => afterPaint(() => resolve(now() - at)))
      }
      addEventListener('keydown', listen, { capture: true, once: true })
    })
  }

  /**
   * By how much a row in the middle of the view ever moved that the person's scrolling doesn't explain. What scripts
   * scroll is no explanation: it is told apart by watching `scrollTop` being set.
   */
  function watchJumps() {
    const scroller = document.querySelector('section[aria-label="Messages"]')
    const property = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollTop')
    let byScripts = 0
    Object.defineProperty(scroller, 'scrollTop', {
      configurable: true,
      get: () => property.get.call(scroller),
      set: (value) => {
        const before = property.get.call(scroller)
        property.set.call(scroller, value)
        const by = property.get.call(scroller) - before
        byScripts += by
        moves.push({ at: performance.now(), by })
        if (moves.length > 20) moves.shift()
      },
    })
    watchedScroller = scroller
    const watched = { largest: 0, count: 0, frames: [], reached: null, stopped: false }
    let anchor = null
    const top = (row) => row.getBoundingClientRect().top
    const each = (at) => {
      if (watched.stopped) return
      watched.frames.push(at)
      const scrolled = scroller.scrollTop
      if (anchor?.row.isConnected) {
        const bySelf = scrolled - anchor.scrolled - byScripts
        const jump = Math.abs(top(anchor.row) - anchor.top + bySelf)
        if (jump > 1) watched.count += 1
        watched.largest = Math.max(watched.largest, jump)
      }
      byScripts = 0
      const box = scroller.getBoundingClientRect()
      const row = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('ol > li')
      const middle = row ?? scroller.querySelector('ol > li')
      anchor = middle ? { row: middle, top: top(middle), scrolled } : null
      watched.reached = middle?.textContent.match(/\d+/)?.[0] ?? watched.reached
      requestAnimationFrame(each)
    }
    requestAnimationFrame(each)
    felt.jumps = watched
  }

  const felt = {
    tasks,
    shifts,
    keys,
    clicks,
    arm,
    countFrames,
    nextKeyPainted,
    watchJumps,
    seen: null,
    keyPainted: null,
    jumps: null,
    blockingMs: () => tasks.reduce((sum, { ms }) => sum + Math.max(0, ms - BLOCKING_MS), 0),
    shifted: () => shifts.reduce((sum, value) => sum + value, 0),
  }
  window.felt = felt
})()
