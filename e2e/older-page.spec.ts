import { PROTOCOL } from '@/contracts/events'
import type { Person } from './person'
import { expect, test } from './test'

const OURS = `"protocol":${PROTOCOL}`
const OLDER = `"protocol":${PROTOCOL - 1}`

/** Lets the page be one of the version before: what it says of itself at every handshake from then on. */
async function canGrowOld({ page }: Person) {
  let old = false
  const drops: (() => Promise<void>)[] = []
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) =>
      server.send(old && typeof message === 'string' ? message.replace(OURS, OLDER) : message),
    )
    drops.push(() => socket.close())
  })
  await page.reload()
  return {
    /** The server is a newer one now: the connection drops, and the next handshake is an older page's. */
    async grow(): Promise<void> {
      old = true
      await Promise.all(drops.splice(0).map((drop) => drop().catch(() => {})))
    },
    /** What the server has is what a reload gets. */
    renew(): void {
      old = false
    },
  }
}

test('a page older than the server says so, keeps what is written and what waits, and has both after the reload', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Up To Date')
  const ana = await newPerson('Ana Left Open')
  const { grow, renew } = await canGrowOld(ana)
  const notice = ana.page.getByRole('status').filter({ hasText: 'Kith has a new version' })
  await ana.startChatWith(bea)
  await ana.say('Before')
  await bea.open('Ana Left Open')
  await bea.sees('Before')

  await grow()
  await expect(notice).toBeVisible()
  await ana.say('Said on the old page')
  await ana.seesTick('Said on the old page', 'Waiting to be sent')
  await expect(notice).toContainText('1 message waiting')
  await ana.composer.fill('Half a sen')
  await ana.sees('Before')

  renew()
  const loaded = ana.page.waitForEvent('load')
  await notice.getByRole('button', { name: 'Reload' }).click()
  await loaded
  await bea.sees('Said on the old page')
  await expect(ana.composer).toHaveValue('Half a sen')
  await expect(notice).toBeHidden()
  await bea.say('Welcome back')
  await ana.sees('Welcome back')
})

test('it warns first where a reload would lose something', async ({ newPerson }) => {
  const bea = await newPerson('Bea Newest')
  const ana = await newPerson('Ana Mid-Edit')
  const { grow, renew } = await canGrowOld(ana)
  await ana.startChatWith(bea)
  await ana.say('A first wording')
  await ana.seesTick('A first wording', 'Delivered')
  await ana.composer.press('ArrowUp')
  const editing = ana.page.getByRole('textbox', { name: 'Edit message' })
  await editing.fill('A second wording')
  await grow()
  await ana.page.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect(ana.page.getByText('What you began would be lost.')).toBeVisible()
  await expect(editing).toHaveValue('A second wording')
  renew()
  const loaded = ana.page.waitForEvent('load')
  await ana.page.getByRole('button', { name: 'Reload anyway' }).click()
  await loaded
  await ana.sees('A first wording')
})
