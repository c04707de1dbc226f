import { expect, test } from './test'

const LONGEST = 100_000

test('100,000 characters go through and fold; one more is refused beside the text', async ({ newPerson }) => {
  const bea = await newPerson('Bea Reader')
  const ana = await newPerson('Ana Author')
  await ana.startChatWith(bea)
  const novel = 'All happy families are alike. '.repeat(LONGEST / 30 + 1).slice(0, LONGEST)

  await ana.composer.fill(`${novel}!`)
  await expect(ana.page.getByRole('alert').filter({ hasText: '1 character too long' })).toBeVisible()
  await expect(ana.page.getByRole('button', { name: 'Send' })).toBeDisabled()
  await ana.say(novel)
  await ana.seesTick('All happy families', 'Delivered')

  await bea.open('Ana Author')
  const bubble = bea.bubble('All happy families')
  expect((await bubble.textContent())?.length ?? 0).toBeLessThan(LONGEST / 10)
  await bubble.getByRole('button', { name: 'Show more' }).click()
  await expect(bubble.getByRole('button', { name: 'Show less' })).toBeAttached()
  expect((await bubble.textContent())?.length ?? 0).toBeGreaterThan(LONGEST)
})

test('what was being written waits for the next visit', async ({ newPerson }) => {
  const bea = await newPerson('Bea Draft')
  const ana = await newPerson('Ana Draft')
  await ana.startChatWith(bea)
  await ana.say('Hello')
  await ana.composer.fill('To be continued')
  await ana.goHome()
  await expect(ana.line('Bea Draft')).toContainText('Draft: To be continued')
  await ana.open('Bea Draft')
  await expect(ana.composer).toHaveValue('To be continued')
})

test('words are written from where their script begins, each line by itself', async ({ newPerson }) => {
  const bea = await newPerson('Bea Lines')
  const ana = await newPerson('Ana Both Ways')
  await ana.startChatWith(bea)
  const begins = () =>
    ana.composer.evaluate((field) => `${getComputedStyle(field).direction} ${getComputedStyle(field).unicodeBidi}`)
  await ana.composer.pressSequentially('Hi')
  expect(await begins()).toMatch(/^ltr (?!plaintext)/)
  await ana.composer.press('Shift+Enter')
  await ana.composer.pressSequentially('שלום')
  expect(await begins()).toBe('ltr plaintext')
  await ana.composer.fill('שלום')
  expect(await begins()).toBe('rtl plaintext')
  await ana.composer.fill('')
  expect(await begins()).toMatch(/^ltr (?!plaintext)/)
})

test('a long draft’s line shows how it begins, and follows only that', async ({ newPerson }) => {
  const bea = await newPerson('Bea Long Draft')
  const ana = await newPerson('Ana Long Draft')
  await ana.startChatWith(bea)
  await ana.say('Hello')
  const long = 'Once upon a time. '.repeat(20)
  await ana.composer.fill(long)
  await ana.goHome()
  await expect(ana.line('Bea Long Draft')).toContainText('Draft: Once upon a time.')
  await ana.open('Bea Long Draft')
  await ana.composer.fill(`Twice ${long}`)
  await ana.goHome()
  await expect(ana.line('Bea Long Draft')).toContainText('Draft: Twice Once')
  await ana.open('Bea Long Draft')
  await expect(ana.line('Bea Long Draft')).not.toContainText('Draft:')
  await ana.composer.fill('')
  await ana.goHome()
  await expect(ana.line('Bea Long Draft')).toContainText('Hello')
})

test('a link can be followed and opens elsewhere', async ({ newPerson }) => {
  const bea = await newPerson('Bea Links')
  const ana = await newPerson('Ana Links')
  await ana.startChatWith(bea)
  await ana.say('See https://example.org/path?a=1&b=2, and javascript:alert(1)')
  await bea.open('Ana Links')
  const link = bea.bubble('See https').getByRole('link')
  await expect(link).toHaveCount(1)
  await expect(link).toHaveAttribute('href', 'https://example.org/path?a=1&b=2')
  await expect(link).toHaveAttribute('rel', /noopener/)
})
