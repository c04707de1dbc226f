import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import type { Account } from './account'

export type Tick = 'Waiting to be sent' | 'Sent' | 'Delivered' | 'Seen' | 'Not sent'

/** Somebody before a browser: what they do, and what they see. */
export class Person {
  readonly userName: string
  readonly fullName: string
  readonly page: Page
  readonly url: string

  constructor(account: Account, page: Page, url: string) {
    this.userName = account.userName
    this.fullName = account.fullName
    this.page = page
    this.url = url
  }

  get context(): BrowserContext {
    return this.page.context()
  }
  get overview(): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' })
  }
  get messages(): Locator {
    return this.page.getByRole('region', { name: 'Messages' })
  }
  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true })
  }
  get connection(): Locator {
    return this.page.getByRole('status')
  }

  async goHome(): Promise<void> {
    await this.page.goto(this.url)
    await expect(this.overview).toBeVisible()
  }

  line(name: string): Locator {
    return this.overview.getByRole('link').filter({ hasText: name })
  }

  async open(name: string): Promise<void> {
    await this.line(name).click()
    await expect(this.composer).toBeVisible()
  }

  async startChatWith(other: Account): Promise<void> {
    await this.page.getByRole('button', { name: 'New chat' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New chat' })
    await dialog.getByPlaceholder('Name or user name').fill(other.userName)
    await dialog.getByRole('option', { name: other.userName }).click()
    await expect(dialog).toBeHidden()
    await expect(this.composer).toBeVisible()
  }

  async startGroup(name: string, others: readonly Account[]): Promise<void> {
    await this.page.getByRole('button', { name: 'New chat' }).click()
    await this.page.getByRole('option', { name: 'New group' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New group' })
    for (const other of others) {
      await dialog.getByPlaceholder('Name or user name').fill(other.userName)
      await dialog.getByRole('option', { name: other.userName }).click()
    }
    await dialog.getByRole('button', { name: 'Next' }).click()
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.getByRole('button', { name: 'Create group' }).click()
    await expect(this.page.getByRole('button', { name: `About ${name}` })).toBeVisible()
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await expect(this.composer).toHaveValue('')
  }

  bubble(text: string | RegExp): Locator {
    return this.messages.locator('ol > li').filter({ hasText: typeof text === 'string' ? said(text) : text })
  }

  async sees(text: string): Promise<void> {
    await expect(this.bubble(text)).toHaveCount(1)
  }

  async seesTick(text: string, tick: Tick): Promise<void> {
    await expect(this.bubble(text).getByRole('img', { name: tick, exact: true })).toBeVisible()
  }

  /** Their overview has no such line. Behind a dialog nothing of it can be found, whatever it shows. */
  async hasNoLine(name: string): Promise<void> {
    await expect(this.overview).toBeVisible()
    await expect(this.line(name)).toHaveCount(0)
  }

  /** What matches, in the order it is on screen. */
  async everySaid(pattern: RegExp): Promise<string[]> {
    const rows = await this.messages.locator('ol > li').allInnerTexts()
    return rows.flatMap((row) => pattern.exec(row)?.[0] ?? [])
  }
}

/** The time stands right behind what is said: “Step 1” at 20:18 isn’t “Step 12”. */
function said(text: string): string | RegExp {
  return /\d$/.test(text)
    ? new RegExp(`${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?=\\D|$|\\d\\d:\\d\\d)`, 'i')
    : text
}
