import { setTimeout as wait } from 'node:timers/promises'
import type { Locator, Page } from 'playwright'

/** How long a finger is down that taps. Playwright's lifts it at once, so that what a page does for being touched counts as what it does after. */
const DOWN_MS = 80

export interface Finger {
  press(target: Locator): Promise<void>
}

export async function fingerOn(page: Page): Promise<Finger> {
  const touch = await page.context().newCDPSession(page)
  return {
    async press(target) {
      const box = await target.boundingBox()
      if (!box) throw new Error('What is to be pressed is not on screen.')
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
      await wait(DOWN_MS)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    },
  }
}
