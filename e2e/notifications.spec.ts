import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import type { PushMessage } from '@/contracts/push'
import { expectAccessible } from './accessible'
import { createAccount, PASSWORD, uniqueUserName } from './account'
import { Person } from './person'
import { expect, test } from './test'

interface Shown {
  readonly title: string
  readonly body: string
  readonly tag: string
}

/** What the browser shows outside of its pages. */
const shown = (page: Page): Promise<Shown[]> =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready
    return (await worker.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
  })

/** How many notifications the page itself has shown, from their being there: see `Pushes.until`. */
const told = (page: Page): Promise<number> => page.evaluate(() => Number(document.documentElement.dataset.told ?? 0))

/** The browser's part of a push service, as far as Chromium shows it: a message for the worker. */
class Pushes {
  readonly #session: CDPSession
  readonly #origin: string
  #registrationId = ''

  private constructor(session: CDPSession, origin: string) {
    this.#session = session
    this.#origin = origin
  }

  static async to(page: Page): Promise<Pushes> {
    const session = await page.context().newCDPSession(page)
    const pushes = new Pushes(session, new URL(page.url()).origin)
    const registered = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${pushes.#origin}/` && !isDeleted)
        if (ours) resolve(ours.registrationId)
      })
    })
    await session.send('ServiceWorker.enable')
    pushes.#registrationId = await registered
    return pushes
  }

  async deliver(message: PushMessage): Promise<void> {
    const data = JSON.stringify(message)
    await this.#session.send('ServiceWorker.deliverPushMessage', {
      origin: this.#origin,
      registrationId: this.#registrationId,
      data,
    })
  }

  /**
   * Delivers them, all of them each time, until that is seen. Looking for notifications at the very moment in which one is being shown makes this
   * browser, which has no desktop to show it on, forget it.
   */
  async until<T>(messages: readonly PushMessage[], seen: () => Promise<T>, expected: T): Promise<void> {
    await expect(async () => {
      for (const message of messages) await this.deliver(message)
      await expect.poll(seen, { timeout: 3_000 }).toEqual(expected)
    }).toPass()
  }
}

const message = (id: string, seq: number, body: string, more: object = {}): PushMessage => ({
  kind: 'message',
  tag: id,
  seq,
  title: 'Ana',
  body,
  url: `/c/${id}?at=${seq}`,
  icon: null,
  silent: false,
  unread: 1,
  waiting: [id],
  ...more,
})

/** Chromium's own push service can't be had from here: subscribing is as the browser would do it, without asking it. */
async function subscribesItself(context: BrowserContext, endpoint: string): Promise<void> {
  await context.grantPermissions(['notifications'])
  await context.addInitScript((where) => {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)).buffer
    const made = (key: string) => ({
      options: { applicationServerKey: bytes(key) },
      unsubscribe: async () => {
        localStorage.removeItem('fake-push')
        return true
      },
      toJSON: () => ({
        endpoint: where,
        keys: {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        },
      }),
    })
    const kept = () => localStorage.getItem('fake-push')
    if (!('ServiceWorkerRegistration' in window)) return
    const { showNotification } = ServiceWorkerRegistration.prototype
    ServiceWorkerRegistration.prototype.showNotification = async function (...args) {
      await showNotification.apply(this, args)
      const { dataset } = document.documentElement
      dataset.told = String(Number(dataset.told ?? 0) + 1)
    }
    Object.assign(PushManager.prototype, {
      getSubscription: async () => {
        const key = kept()
        return key ? made(key) : null
      },
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        localStorage.setItem('fake-push', applicationServerKey)
        return made(applicationServerKey)
      },
    })
  }, endpoint)
}

const section = ({ page }: Person) => page.getByRole('region', { name: 'Notifications', exact: true })
const openSettings = async (person: Person) => {
  await person.page.goto(`${person.url}/settings`)
  await expect(section(person).getByRole('switch', { name: 'Quiet hours' })).toBeVisible()
}

/** Where the conversation that is open has its address. */
const idOf = ({ page }: Person) => /\/c\/(\d+)/.exec(page.url())?.[1] ?? ''

test('notifications are switched on and off for a device, and quiet hours and content for all', async ({
  newPerson,
}) => {
  const ana = await newPerson('Ana Sol')
  await subscribesItself(ana.context, `https://push.example/${ana.userName}`)
  await openSettings(ana)
  const here = section(ana)
  const device = here.getByRole('switch', { name: 'Notify me on this device' })
  await expect(device).not.toBeChecked()
  await device.click()
  await expect(here.getByRole('button', { name: 'Send a test' })).toBeVisible()
  await ana.page.reload()
  await expect(device).toBeChecked()

  await here.getByRole('switch', { name: 'Hide what messages say' }).click()
  await here.getByRole('switch', { name: 'Quiet hours' }).click()
  await expect(here.getByLabel('From')).toHaveValue('22:00')
  await here.getByLabel('To').fill('06:30')
  await here.getByLabel('To').blur()
  await expect(here.getByText('By the clock of this device.')).toBeVisible()
  await expectAccessible(ana.page)
  await ana.page.reload()
  await expect(here.getByRole('switch', { name: 'Hide what messages say' })).toBeChecked()
  await expect(here.getByLabel('To')).toHaveValue('06:30')

  await device.click()
  await expect(device).toBeEnabled()
  await expect(here.getByRole('button', { name: 'Send a test' })).toBeHidden()
  await ana.page.reload()
  await expect(device).not.toBeChecked()
})

test('a test that the push service doesn’t take says so', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/503/)
  const ana = await newPerson('Ana Sol')
  await subscribesItself(ana.context, 'https://push.invalid/nobody')
  await openSettings(ana)
  await section(ana).getByRole('switch', { name: 'Notify me on this device' }).click()
  await section(ana).getByRole('button', { name: 'Send a test' }).click()
  await expect(section(ana).getByText('couldn’t reach your browser’s push service')).toBeVisible()
})

test('who has blocked notifications in the browser is told so', async ({ newPerson }) => {
  const ana = await newPerson('Ana Sol')
  await ana.context.addInitScript(() =>
    Object.defineProperty(Notification, 'permission', { get: () => 'denied', configurable: true }),
  )
  await openSettings(ana)
  await expect(section(ana).getByText('are blocked in your browser')).toBeVisible()
  await expect(section(ana).getByRole('switch', { name: 'Notify me on this device' })).toBeDisabled()
})

test('who came over plain http is told that it takes https', async ({ newBrowser, appUrl }) => {
  const url = `http://kith.lan:${process.env.KITH_E2E_PORT}`
  const page = await (await newBrowser()).newPage()
  const account = { fullName: 'Ana Lan', userName: uniqueUserName('Ana Lan') }
  await createAccount(page.request, appUrl, account)
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('User name').fill(account.userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const ana = new Person(account, page, url)
  await expect(ana.overview).toBeVisible()
  await openSettings(ana)
  await expect(section(ana).getByText('came over plain http')).toBeVisible()
})

test('a push is shown, once a chat, replaced when it changes, and goes when it is read', async ({ newPerson }) => {
  const ana = await newPerson('Ana Sol')
  const bea = await newPerson('Bea Lund')
  await subscribesItself(bea.context, `https://push.example/${bea.userName}`)
  await openSettings(bea)
  await section(bea).getByRole('switch', { name: 'Notify me on this device' }).click()
  await expect(section(bea).getByRole('button', { name: 'Send a test' })).toBeVisible()
  await ana.startChatWith(bea)
  await ana.say('Are you there?')
  await ana.seesTick('Are you there?', 'Delivered')
  const id = idOf(ana)

  const pushes = await Pushes.to(bea.page)
  const first = message(id, 2, 'Are you there?')
  await pushes.until([first], () => shown(bea.page), [{ title: 'Ana', body: 'Are you there?', tag: id }])
  const edited = message(id, 2, 'Are you here?', { silent: true })
  await pushes.until([first, edited], async () => (await shown(bea.page)).map(({ body }) => body), ['Are you here?'])
  await pushes.deliver({ kind: 'withdrawn', tag: id, unread: 0, waiting: [] })
  await expect.poll(() => shown(bea.page)).toEqual([])
  // What was put away is not told again because it changed.
  await pushes.deliver(message(id, 2, 'Are you where?', { silent: true }))
  await pushes.until([{ kind: 'test' }], async () => (await shown(bea.page)).map(({ title }) => title), ['Kith'])

  await pushes.until([first], async () => (await shown(bea.page)).some(({ tag }) => tag === id), true)
  await bea.page.goto(`${bea.url}/c/${id}`)
  await bea.sees('Are you there?')
  await expect.poll(async () => (await shown(bea.page)).map(({ tag }) => tag)).not.toContain(id)
})

test('what was read elsewhere while no page was open goes with the next push, and nothing that waits', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Lund')
  await subscribesItself(bea.context, `https://push.example/${bea.userName}`)
  await openSettings(bea)
  await section(bea).getByRole('switch', { name: 'Notify me on this device' }).click()
  await expect(section(bea).getByRole('button', { name: 'Send a test' })).toBeVisible()
  const pushes = await Pushes.to(bea.page)
  const tags = async () => (await shown(bea.page)).map(({ tag }) => tag).sort()
  const two = [message('7001', 2, 'One'), message('7002', 2, 'Two', { waiting: null })]
  await pushes.until(two, tags, ['7001', '7002'])
  const third = message('7003', 2, 'Three', { waiting: ['7002', '7003'] })
  await pushes.until([...two, third], tags, ['7002', '7003'])
  const words = { title: 'Quiet hours are over', body: '12 messages in 3 chats' }
  const summary: PushMessage = { kind: 'summary', ...words, unread: 1, waiting: ['7003'] }
  await pushes.until([...two, third, summary], tags, ['7003', 'summary'])
  expect(await shown(bea.page)).toContainEqual({ ...words, tag: 'summary' })
  await bea.page.reload()
  await expect.poll(tags).not.toContain('summary')
})

test('a click on a notification leads the open window to the message', async ({ newPerson }) => {
  const ana = await newPerson('Ana Sol')
  const bea = await newPerson('Bea Lund')
  await ana.startChatWith(bea)
  await ana.say('Are you there?')
  await expect(bea.line('Ana Sol')).toBeVisible()
  const id = idOf(ana)
  await bea.page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => bea.context.serviceWorkers().length).toBe(1)
  const [worker] = bea.context.serviceWorkers()
  // A notification can't be clicked from here: the worker is told that one was, and gives what it then waits for.
  await worker?.evaluate(
    async ([path]) => {
      const waits: Promise<unknown>[] = []
      const notification = { close: () => {}, data: { url: path } }
      const click = Object.assign(new Event('notificationclick'), {
        notification,
        waitUntil: (work: Promise<unknown>) => waits.push(work),
      })
      self.dispatchEvent(click)
      await Promise.all(waits)
    },
    [`/c/${id}?at=2`],
  )
  await expect(bea.page).toHaveURL(new RegExp(`/c/${id}$`))
  await bea.sees('Are you there?')
})

test('a page that isn’t looked at shows what comes, unless the chat is muted or it is no mention', async ({
  newPerson,
}) => {
  const ana = await newPerson('Ana Sol')
  const bea = await newPerson('Bea Lund')
  await subscribesItself(bea.context, `https://push.example/${bea.userName}`)
  await openSettings(bea)
  await section(bea).getByRole('switch', { name: 'Notify me on this device' }).click()
  await expect(section(bea).getByRole('button', { name: 'Send a test' })).toBeVisible()
  // Who Ana is comes later than what she says.
  let come = (): void => {}
  const late = new Promise<void>((resolve) => {
    come = resolve
  })
  await bea.page.route(/users\.profiles/, async (route) => {
    await late
    await route.fallback()
  })
  await ana.startGroup('Hiking', [bea])
  await expect(bea.line('Hiking')).toBeVisible()
  await bea.page.evaluate(() => {
    document.hasFocus = () => false
  })
  const id = idOf(ana)
  const tellsShown = bea.page.waitForRequest(
    (request) => request.url().includes('notifications.shows') && (request.postData() ?? '').includes(`"${id}"`),
  )
  await ana.say('On Sunday?')
  await expect(bea.line('Hiking')).toContainText('On Sunday?')
  come()
  await expect.poll(() => told(bea.page)).toBe(1)
  expect(await shown(bea.page)).toEqual([{ title: 'Hiking', body: 'Ana Sol: On Sunday?', tag: id }])
  // So that the server can have it taken back when this page is closed.
  await tellsShown

  await bea.line('Hiking').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Notify of mentions only' }).click()
  await expect(bea.line('Hiking').getByRole('img', { name: 'Mentions only' })).toBeVisible()
  await ana.say('At nine')
  await expect(bea.line('Hiking')).toContainText('At nine')
  expect((await shown(bea.page)).map(({ body }) => body)).toEqual(['Ana Sol: On Sunday?'])
  await ana.say(`What do you think, @${bea.userName}?`)
  await expect.poll(() => told(bea.page)).toBe(2)
  expect((await shown(bea.page))[0]?.body).toMatch(/What do you think/)

  await bea.line('Hiking').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Mute for 8 hours' }).click()
  await bea.line('Hiking').click({ button: 'right' })
  await expect(bea.page.getByRole('menuitem', { name: /^Unmute \(ends/ })).toBeVisible()
})

test('when the browser changes where it is told, the server learns of it without a page', async ({ newPerson }) => {
  const bea = await newPerson('Bea Lund')
  await bea.page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => bea.context.serviceWorkers().length).toBe(1)
  const [worker] = bea.context.serviceWorkers()
  const moved = `https://push.example/moved/${bea.userName}`
  await worker?.evaluate(
    async ([endpoint]) => {
      const keys = {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      }
      const waits: Promise<unknown>[] = []
      const change = Object.assign(new Event('pushsubscriptionchange'), {
        newSubscription: { toJSON: () => ({ endpoint, keys }) },
        waitUntil: (work: Promise<unknown>) => waits.push(work),
      })
      self.dispatchEvent(change)
      await Promise.all(waits)
    },
    [moved],
  )
  const answer = await bea.context.request.get(`${bea.url}/api/trpc/notifications.get`)
  expect((await answer.json()).result.data.endpoint).toBe(moved)
})

test('signing out puts away what was shown', async ({ newPerson }) => {
  const bea = await newPerson('Bea Lund')
  await subscribesItself(bea.context, `https://push.example/${bea.userName}`)
  await openSettings(bea)
  await section(bea).getByRole('switch', { name: 'Notify me on this device' }).click()
  await expect(section(bea).getByRole('button', { name: 'Send a test' })).toBeVisible()
  const pushes = await Pushes.to(bea.page)
  await pushes.until([{ kind: 'test' }], async () => (await shown(bea.page)).length, 1)
  await bea.page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
  await bea.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(bea.page).toHaveURL(/sign-in/)
  expect(await shown(bea.page)).toEqual([])
  expect(await bea.page.evaluate(() => localStorage.getItem('fake-push'))).toBeNull()
})
