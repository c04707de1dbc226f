import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  devices,
  type Page,
} from 'playwright'
import { signIn } from '@/e2e/account'
import type { Seen } from './felt'
import type { Account } from './people'

export const PROBE = fileURLToPath(new URL('probe.js', import.meta.url))
const PHONE_SLOWER = 4
const PATIENCE_MS = 30_000

export const PROFILES = ['desktop', 'phone'] as const
export type Profile = (typeof PROFILES)[number]

const SCREENS = {
  desktop: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const

export function openBrowser(): Promise<Browser> {
  const found = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && fs.existsSync(file))
  return chromium.launch({ ...(found ? { executablePath: found } : {}), args: ['--no-sandbox'] })
}

/** A browser that was never here; `as`: but for the cookie of a session. */
export async function newVisitor(
  browser: Browser,
  profile: Profile,
  url: string,
  as: Account | null = null,
  options: BrowserContextOptions = {},
) {
  const context = await browser.newContext({ ...SCREENS[profile], locale: 'en-GB', timezoneId: 'UTC', ...options })
  await context.addInitScript({ path: PROBE })
  if (as) await signIn(context.request, url, as.userName)
  return context
}

export interface OpenPage {
  readonly page: Page
  readonly cdp: CDPSession
}

export async function newPage(context: BrowserContext, profile: Profile): Promise<OpenPage> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  if (profile === 'phone') await cdp.send('Emulation.setCPUThrottlingRate', { rate: PHONE_SLOWER })
  return { page, cdp }
}

/** Waits, from before the page's first byte on, for this text in a row in sight and a field to write in. */
export const wantOnLoad = (page: Page, text: string): Promise<unknown> =>
  page.addInitScript(`window.felt.arm(${JSON.stringify(text)}, true)`)

/** When what was waited for was painted. @throws when it isn't within half a minute */
export async function whenSeen(page: Page): Promise<Seen> {
  const seen = await page.evaluate(
    (patienceMs) => Promise.race([window.felt.seen, new Promise<null>((give) => setTimeout(give, patienceMs, null))]),
    PATIENCE_MS,
  )
  if (seen) return seen
  const text = await page.locator('body').ariaSnapshot()
  throw new Error(`What was waited for never was on ${page.url()}:\n${text.slice(-2_000)}`)
}
