import { type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './person'

/** The page’s own requests are held up, which a worker would answer. */
export const BARE: BrowserContextOptions = { serviceWorkers: 'block' }

export const glimpseOf = (page: Page): Locator => page.locator('kith-glimpse')

/** Everything that a page does while nobody looks was begun. */
export async function rested({ page }: Person): Promise<void> {
  await expect(page.locator('html[data-parts=all]')).toBeAttached()
}

/** What is kept in this browser now. */
export async function kept({ context, url }: Person): Promise<string | null> {
  const { origins } = await context.storageState()
  const here = origins.find(({ origin }) => origin === new URL(url).origin)
  return here?.localStorage.find(({ name }) => name === 'kith.glimpse')?.value ?? null
}

/** Scripts are answered only once this is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released
    await route.continue().catch(() => {})
  })
  return release
}
