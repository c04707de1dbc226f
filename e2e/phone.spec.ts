import type { Page } from '@playwright/test'
import { expect, test } from './test'

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

test('on a phone of 320 px there is one pane at a time and nothing is cut off', async ({ newPerson }) => {
  const bea = await newPerson('Bea With A Rather Long Name For A Small Phone')
  const ana = await newPerson('Ana Phone', { context: PHONE })
  await expectNothingCutOff(ana.page)

  await ana.startChatWith(bea)
  await expect(ana.overview).toBeHidden()
  await ana.composer.fill(`Averyveryverylongwordwithoutanyspaces${'x'.repeat(80)} and then some`)
  await ana.page.getByRole('button', { name: 'Send' }).click()
  await ana.seesTick('Averyvery', 'Delivered')
  await expectNothingCutOff(ana.page)

  await ana.page.getByRole('button', { name: 'Back to all conversations' }).click()
  await expect(ana.overview).toBeVisible()
  await expect(ana.line('Bea With')).toContainText('Averyvery')
  await ana.page.goto(`${ana.url}/settings`)
  await expect(ana.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expectNothingCutOff(ana.page)
})

async function expectNothingCutOff(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
