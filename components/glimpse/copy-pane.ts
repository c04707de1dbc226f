/** But for what others than style sheets go by. */
const COPIED_ATTRIBUTE = /^(?!id$|role$|tabindex$|name$|href$|title$|data-|aria-|on)/
/** A start draws them in another way first: code gets its colours, a video its picture. */
const DRAWN_LATER = 'pre, video, audio, canvas, [src^="blob:"]'

/**
 * The open chat's pane as HTML, with the rows in sight alone and room for those above. Null where a start would not show the
 * same: scrolled up, below a line for what is unread, with something written, searched, selected or opened in it.
 * @param subtitle what stands under the name before anything is live
 * @param writing a start puts the caret into the field
 */
export function copyPane(pane: Element, subtitle: string, writing: boolean): string | null {
  const [header, middle, below] = pane.children
  const scroller = middle?.firstElementChild
  const list = scroller?.querySelector(':scope > div > ol')
  const field = below?.querySelector<HTMLTextAreaElement>('form > div textarea')
  if (pane.children.length !== 3 || !header || !middle || !below || !scroller || !list || !field) return null
  const plain = below.firstElementChild?.children.length === 2 && field.value === '' && field.offsetHeight > 0
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 1
  if (!plain || !atEnd || list.querySelector('[data-key="unread"]')) return null
  const { rows, above } = inSight(scroller, list)
  if (rows.some((row) => row.querySelector(DRAWN_LATER))) return null

  const content = list.parentElement as Element
  const ol = shallow(list, rows.map(whole))
  ol.style.paddingTop = `${above}px`
  const parts = [...content.children].map((part) => (part === list ? ol : shallow(part, [])))
  const bars = whole(below)
  const copied = bars.querySelector('textarea')
  if (copied && writing) copied.style.borderColor = 'var(--line-strong)'
  const copy = shallow(pane, [
    atRest(whole(header), subtitle),
    shallow(middle, [shallow(scroller, [shallow(content, parts)])]),
    bars,
  ])
  for (const element of [copy, ...copy.querySelectorAll('*')]) bare(element)
  return copy.outerHTML
}

const whole = (element: Element): Element => element.cloneNode(true) as Element

function shallow(element: Element, children: readonly Element[]): HTMLElement {
  const copy = element.cloneNode(false) as HTMLElement
  copy.append(...children)
  return copy
}

/** From the end, so that what was said long before is not asked where it stands. */
function inSight(scroller: Element, list: Element): { rows: Element[]; above: number } {
  const { top } = scroller.getBoundingClientRect()
  const rows: Element[] = []
  let above = 0
  for (let row = list.lastElementChild; row; row = row.previousElementSibling) {
    const box = row.getBoundingClientRect()
    if (box.bottom <= top) break
    rows.unshift(row)
    above = box.top - list.getBoundingClientRect().top
  }
  return { rows, above }
}

/** Nobody is online, or writing, in what was. */
function atRest(header: Element, subtitle: string): Element {
  header.querySelector('[aria-label="Online"]')?.remove()
  const under = header.querySelector('[data-subtitle]')
  if (under) under.textContent = subtitle
  return header
}

/** Only what it looks like: nothing in it is found by what looks for the chat itself. */
function bare(element: Element): void {
  for (const name of element.getAttributeNames()) if (!COPIED_ATTRIBUTE.test(name)) element.removeAttribute(name)
}
