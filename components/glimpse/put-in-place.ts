import type { circumstances } from './circumstances'

interface Names {
  readonly element: string
  readonly key: string
  /** Where the account is remembered. */
  readonly meKey: string
  readonly build: string
  readonly longestMs: number
}

/**
 * Shows what `useGlimpse` kept, once, over the place where the chat is being drawn. It can't be focused, clicked or found by a
 * screen reader: what is done goes to what lies below.
 *
 * What is put in place is HTML that Kith made of elements of its own, in which people's words are texts and stay so; none of
 * it is a script, and one put in this way would not run. Another script of this origin could write something else to
 * `localStorage`, but it could do anything else as well.
 *
 * It runs before any module does, as text in the page, so it names nothing outside itself.
 */
export function putInPlace(sealOf: typeof circumstances, { element, key, meKey, build, longestMs }: Names): void {
  try {
    const kept = localStorage.getItem(key)
    if (!kept) return
    localStorage.removeItem(key)
    const page = { build, me: localStorage.getItem(meKey), language: navigator.language }
    const seal = `${sealOf(page, new Date(), window)}\n`
    if (!kept.startsWith(seal)) return
    const glimpse = document.createElement(element)
    glimpse.inert = true
    glimpse.setAttribute('aria-hidden', 'true')
    glimpse.className = 'fixed inset-0 z-30 block md:left-80 lg:left-96'
    glimpse.innerHTML = kept.slice(seal.length)
    document.body.append(glimpse)
    const scroller = glimpse.querySelector('.history-scroller')
    if (scroller) scroller.scrollTop = scroller.scrollHeight
    setTimeout(() => glimpse.remove(), longestMs)
  } catch {
    // Where storage is refused there is none.
  }
}
