import { type BrowserContext, type BrowserContextOptions, test as base, expect } from '@playwright/test'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { createAccount, signIn, uniqueUserName } from './account'
import { Person } from './person'

export { expect } from '@playwright/test'

interface PersonOptions {
  /** Where they reach Kith; the run's app unless told otherwise. */
  readonly url?: string
  readonly userName?: string
  readonly context?: BrowserContextOptions
}

interface Fixtures {
  /** The run's app, on localhost: a secure context. */
  readonly appUrl: string
  /** A signed-in person in a browser of their own, on the overview. */
  readonly newPerson: (fullName: string, options?: PersonOptions) => Promise<Person>
  /** The same person in another browser. */
  readonly anotherBrowser: (person: Person) => Promise<Person>
  /** A browser with nobody signed in. */
  readonly newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** A breakable way to the app, and where it begins. */
  readonly newWay: () => Promise<Omit<FaultProxy, 'connections'> & { readonly url: string }>
  /** Lets the console tell of what the test does on purpose; anything else there fails it. */
  readonly expectInConsole: (pattern: RegExp) => void
  readonly allowed: RegExp[]
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from the pattern.
  appUrl: async ({}, use) => use(`http://localhost:${process.env.KITH_E2E_PORT}`),

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  allowed: async ({}, use) => use([]),
  expectInConsole: async ({ allowed }, use) =>
    use((pattern) => {
      allowed.push(pattern)
      // A worker may be on its way when the network goes; the browser says so without naming the reason.
      if (pattern.test('net::ERR_INTERNET_DISCONNECTED'))
        allowed.push(/^An unknown error occurred when fetching the script/)
    }),

  // After `newWay`, so that what a way leads to is closed before the way is.
  newBrowser: async ({ browser, allowed, newWay: _ }, use) => {
    const contexts: BrowserContext[] = []
    const complaints: string[] = []
    await use(async (options) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => complaints.push(String(error.error().stack ?? error.error())))
      return context
    })
    for (const context of contexts) await context.close()
    const unexpected = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)))
    expect(unexpected, 'the console stays quiet').toEqual([])
  },

  newPerson: async ({ newBrowser, appUrl }, use) => {
    await use(async (fullName, options = {}) => {
      const url = options.url ?? appUrl
      const account = { fullName, userName: options.userName ?? uniqueUserName(fullName) }
      const context = await newBrowser(options.context)
      await createAccount(context.request, appUrl, account)
      await signIn(context.request, url, account.userName)
      const person = new Person(account, await context.newPage(), url)
      await person.goHome()
      return person
    })
  },

  anotherBrowser: async ({ newBrowser }, use) => {
    await use(async (person) => {
      const context = await newBrowser()
      await signIn(context.request, person.url, person.userName)
      const again = new Person(person, await context.newPage(), person.url)
      await again.goHome()
      return again
    })
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  newWay: async ({}, use) => {
    const ways: FaultProxy[] = []
    await use(async () => {
      const way = await startFaultProxy(Number(process.env.KITH_E2E_PORT))
      ways.push(way)
      return { ...way, url: `http://localhost:${way.port}` }
    })
    await Promise.all(ways.map((way) => way.close()))
  },
})
