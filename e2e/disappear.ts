import { expect } from '@playwright/test'
import type { Person } from './person'

export async function openTimer(person: Person, about: string): Promise<void> {
  await person.page.getByRole('button', { name: `About ${about}` }).click()
  await person.page.getByRole('button', { name: 'Disappearing messages' }).click()
}

/** Sets the timer of a chat; the panel about it stays open. */
export async function chooseTimer(person: Person, about: string, minutes: number): Promise<void> {
  await openTimer(person, about)
  await person.page.getByRole('menuitem', { name: 'Own time…' }).click()
  const dialog = person.page.getByRole('dialog', { name: 'Messages disappear after' })
  await dialog.getByRole('radio', { name: 'Minutes' }).click()
  await dialog.getByRole('textbox', { name: 'How many' }).fill(String(minutes))
  await dialog.getByRole('button', { name: 'Set timer' }).click()
  await expect(dialog).toBeHidden()
}
