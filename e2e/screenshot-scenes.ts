import { expect, type Locator } from '@playwright/test'
import type { Person } from './person'

export interface Scene {
  readonly name: string
  readonly phone?: boolean
  readonly dark?: boolean
  /** What is kept; without it the whole window. */
  readonly only?: (ana: Person) => Locator
  /** Around that, in pixels. */
  readonly margin?: number
  play(ana: Person): Promise<unknown>
}

const HIKE = 'Saturday hike'

const severalOf = (ana: Person): Locator => ana.page.getByRole('dialog', { name: 'New message to several' })

async function choose(ana: Person, text: string, item: string): Promise<void> {
  await ana.bubble(text).getByText(text).first().click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** In order: what one reads is read in those after it. */
export const SCENES: readonly Scene[] = [
  { name: 'phone-overview', phone: true, play: async () => {} },
  { name: 'group-light', play: (ana) => ana.open(HIKE) },
  { name: 'group-dark', dark: true, play: (ana) => ana.open(HIKE) },
  { name: 'phone-group-dark', phone: true, dark: true, play: (ana) => ana.open(HIKE) },
  { name: 'phone-chat', phone: true, play: (ana) => ana.open('ليلى') },
  {
    name: 'writing',
    only: (ana) => ana.page.getByRole('main'),
    async play(ana) {
      await ana.open('Flat 4B')
      await ana.composer.fill('Then I **vote for the cat**. @mi')
      await expect(ana.page.getByRole('listbox').getByRole('option').first()).toBeVisible()
      await ana
        .bubble('a program for the fridge')
        .first()
        .evaluate((line) => line.scrollIntoView({ block: 'start' }))
    },
  },
  {
    name: 'menu',
    only: (ana) => ana.page.getByRole('main'),
    async play(ana) {
      await ana.open(HIKE)
      await ana.bubble('Soup at ours').getByText('Soup at ours').first().click({ button: 'right' })
      await expect(ana.page.getByRole('menuitem', { name: 'Message info' })).toBeVisible()
    },
  },
  {
    name: 'message-info',
    async play(ana) {
      await ana.open(HIKE)
      await choose(ana, 'Soup at ours', 'Message info')
      await expect(ana.page.getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'send-to',
    only: severalOf,
    margin: 12,
    async play(ana) {
      await ana.page.getByRole('button', { name: 'New message to several' }).click()
      const dialog = severalOf(ana)
      for (const name of ['Sofía', 'Flat 4B', 'Saturday hike']) {
        await dialog.getByRole('option', { name: new RegExp(`^${name}`) }).click()
      }
      await dialog
        .getByRole('textbox', { name: 'Message' })
        .fill('I am moving the maps to the big room on Friday. Come and see ✨')
    },
  },
  {
    name: 'search',
    async play(ana) {
      await ana.open(HIKE)
      await ana.page.getByRole('searchbox', { name: 'Search conversations' }).fill('tower')
      const results = ana.page.getByRole('region', { name: 'Search results' })
      await results
        .getByRole('region', { name: 'Messages' })
        .getByRole('link')
        .filter({ hasText: 'sun for the tower' })
        .click()
      await expect(ana.bubble('sun for the tower')).toBeVisible()
    },
  },
  {
    name: 'gallery',
    async play(ana) {
      await ana.open(HIKE)
      await ana.page.getByRole('button', { name: 'More', exact: true }).click()
      await ana.page.getByRole('menuitem', { name: 'Media, files and links' }).click()
    },
  },
  {
    name: 'stickers',
    phone: true,
    async play(ana) {
      await ana.open('ليلى')
      await ana.page.getByRole('button', { name: 'Stickers' }).click()
      await expect(ana.page.getByRole('dialog', { name: 'Stickers' }).getByRole('list').last()).toBeVisible()
    },
  },
  {
    name: 'voice',
    phone: true,
    async play(ana) {
      await ana.open('ليلى')
      await ana.page.getByRole('button', { name: 'Record a voice message' }).click()
      await expect(ana.page.getByRole('timer')).toHaveText('0:05', { timeout: 20_000 })
    },
  },
  {
    name: 'circle',
    phone: true,
    dark: true,
    async play(ana) {
      await ana.open('ليلى')
      await ana.page.getByRole('button', { name: 'Record a circle video' }).click()
      const dialog = ana.page.getByRole('dialog', { name: 'Circle video' })
      await dialog.getByRole('button', { name: 'Record', exact: true }).click()
      await expect(dialog.getByRole('timer')).toHaveText('0:05', { timeout: 20_000 })
    },
  },
]
