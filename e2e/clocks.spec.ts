import { chooseTimer } from './disappear'
import type { Person } from './person'
import { expect, test } from './test'

const DAY_MS = 86_400_000
const SECOND_MS = 1_000
const SAID = /(?:Ana|Bea) says \d+/

/** From now on that browser's clock is ahead of everybody's by so much. */
async function putClockAhead({ page }: Person, ms: number): Promise<void> {
  await page.clock.install({ time: Date.now() + ms })
  await page.reload()
}

async function seesOnlyToday({ messages }: Person): Promise<void> {
  await expect(messages.getByTitle('Jump to a date')).toHaveText(['Today'])
}

for (const [where, ahead] of [
  ['a day ahead', DAY_MS],
  ['a day behind', -DAY_MS],
] as const) {
  test(`on a device whose clock is ${where}: one order, today is today, and what disappears goes in time`, async ({
    newPerson,
    expectInConsole,
  }) => {
    expectInConsole(/net::ERR_INTERNET_DISCONNECTED/)
    const bea = await newPerson('Bea Punctual')
    const ana = await newPerson('Ana Astray')
    await putClockAhead(ana, ahead)
    await ana.startChatWith(bea)

    await test.step('all is in one order, said today', async () => {
      await ana.say('Ana says 1')
      await bea.open('Ana Astray')
      await bea.sees('Ana says 1')
      await bea.say('Bea says 2')
      await ana.sees('Bea says 2')
      await ana.say('Ana says 3')
      await bea.sees('Ana says 3')
      const order = ['Ana says 1', 'Bea says 2', 'Ana says 3']
      for (const one of [ana, bea]) {
        expect(await one.everySaid(SAID)).toEqual(order)
        await seesOnlyToday(one)
      }
      await expect(ana.line('Bea Punctual').locator('time')).toHaveText(/^\d\d:\d\d$/)
    })

    await test.step('what waits stands under the same day before and after it is sent', async () => {
      await ana.context.setOffline(true)
      await ana.say('Ana says 4')
      await ana.seesTick('Ana says 4', 'Waiting to be sent')
      await seesOnlyToday(ana)
      const shown = ana.bubble('Ana says 4').locator('time').first()
      const before = await shown.textContent()
      await ana.context.setOffline(false)
      await ana.seesTick('Ana says 4', 'Seen')
      await seesOnlyToday(ana)
      expect(Math.abs(minutesOf(await shown.textContent()) - minutesOf(before)) % (24 * 60 - 2)).toBeLessThanOrEqual(2)
    })

    await test.step('who left just now was last seen today', async () => {
      await bea.page.goto('about:blank')
      await expect(ana.page.getByText(/^last seen today at \d\d:\d\d$/)).toBeVisible({ timeout: 60_000 })
      await bea.goHome()
      await bea.open('Ana Astray')
    })

    await test.step('out of reach of the server, what disappears goes neither early nor late', async () => {
      await chooseTimer(bea, 'Ana Astray', 1)
      await bea.page.getByRole('button', { name: 'Close', exact: true }).first().click()
      await bea.say('Bea says 5')
      await ana.sees('Bea says 5')
      await ana.context.setOffline(true)
      await expect(ana.page.getByText('Waiting for network')).toBeVisible()
      await ana.page.clock.runFor(20 * SECOND_MS)
      await ana.sees('Bea says 5')
      await ana.page.clock.runFor(45 * SECOND_MS)
      await expect(ana.bubble('Bea says 5')).toHaveCount(0)
      await ana.sees('Ana says 4')
    })
  })
}

function minutesOf(clock: string | null): number {
  const [hours = 0, minutes = 0] = (clock ?? '').split(':').map(Number)
  return hours * 60 + minutes
}
