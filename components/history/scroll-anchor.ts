/** Where the rows in sight stood, so that they can be put back after something changed. */
export interface ScrollAnchor {
  readonly scrollTop: number
  /** How far above the top they would stand, negative, had there been room for it. */
  readonly owed: number
  readonly rows: readonly { readonly key: string; readonly top: number }[]
}

const ANCHORS = 12

const rowsIn = (content: HTMLElement): readonly HTMLElement[] => [...content.children] as HTMLElement[]

/** Where an element stands in all that is scrolled: the same wherever it is scrolled to. */
export const topIn = (scroller: HTMLElement, row: Element): number =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop

/** The first of `rows` whose bottom is below `y` in the viewport. Rows stand below each other, so it halves. */
function firstBelow(rows: readonly HTMLElement[], y: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > y) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The rows in sight by key. A content's first two rows come last: what is put before them may regroup them (a day line
 * goes, a name moves), the others stay as they are.
 */
export function takeAnchor(scroller: HTMLElement, content: HTMLElement, owed: number): ScrollAnchor {
  const rows = rowsIn(content)
  const start = firstBelow(rows, scroller.getBoundingClientRect().top)
  const near = rows.slice(start, start + ANCHORS)
  const firm = start < 2 ? [...near.slice(2 - start), ...near.slice(0, 2 - start)] : near
  const rowsInSight = firm.flatMap((row) => {
    const { key } = row.dataset
    return key ? [{ key, top: topIn(scroller, row) }] : []
  })
  return { scrollTop: scroller.scrollTop, owed, rows: rowsInSight }
}

/**
 * Scrolls by as much as the anchor moved; `before`: where it was scrolled to when that happened. Answers what there isn't room for yet, as when a day line went from the top: a
 * negative number of pixels, to be given to the next anchor.
 */
export function restoreAnchor(
  scroller: HTMLElement,
  content: HTMLElement,
  anchor: ScrollAnchor,
  before = anchor.scrollTop,
): number {
  const byKey = new Map(rowsIn(content).map((row) => [row.dataset.key, row]))
  for (const { key, top } of anchor.rows) {
    const row = byKey.get(key)
    if (!row) continue
    const by = topIn(scroller, row) - top + anchor.owed
    if (Math.abs(by) <= 0.1) return 0
    const target = unclamped(scroller, before) + by
    scroller.scrollTop = target
    return Math.min(target, 0)
  }
  return 0
}

/** What got shorter above may have left less than was scrolled: the browser then scrolled back before we could. */
const unclamped = (scroller: HTMLElement, before: number): number =>
  distanceFromEnd(scroller) < 1 && before > scroller.scrollTop ? before : scroller.scrollTop

export const distanceFromEnd = (scroller: HTMLElement): number =>
  scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop

/** Seqs of the first and last rows within `reach` pixels of what is in sight. */
export function seqsNear(
  scroller: HTMLElement,
  content: HTMLElement,
  reach: number,
): { from: number; to: number } | null {
  const rows = rowsIn(content)
  const box = scroller.getBoundingClientRect()
  const near = rows
    .slice(firstBelow(rows, box.top - reach), firstBelow(rows, box.bottom + reach) + 1)
    .flatMap((row) => (row.dataset.seq ? [Number(row.dataset.seq)] : []))
  const from = near[0]
  const to = near.at(-1)
  return from === undefined || to === undefined ? null : { from, to }
}

/** The newest seq that really is in sight: a row counts with all of it, or with half a screen of it. */
export function newestInSight(scroller: HTMLElement, content: HTMLElement): number | null {
  const box = scroller.getBoundingClientRect()
  if (box.height === 0) return null
  const rows = rowsIn(content)
  let newest: number | null = null
  for (let index = firstBelow(rows, box.top); index < rows.length; index++) {
    const row = rows[index]
    const rect = row?.getBoundingClientRect()
    if (!row || !rect || rect.top + Math.min(rect.height, box.height / 2) > box.bottom + 1) break
    if (row.dataset.seq) newest = Number(row.dataset.seq)
  }
  return newest
}
