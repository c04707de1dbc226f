import type { Page } from '@playwright/test'

/** From before the page's first byte. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: unknown[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources?: { node?: Node }[] })[]) {
        const nodes = entry.sources?.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 160) : ''))
        shifts.push({ value: entry.value, nodes })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Each with its value and what moved. */
export const shiftsOf = (page: Page): Promise<unknown[]> =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => resolve((window as unknown as { shifts: unknown[] }).shifts)),
      ),
  )
