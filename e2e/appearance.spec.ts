import { expect, test } from './test'

test('the appearance of all of the page changes at once, and stays this device’s', async ({ newPerson }) => {
  const { page, url } = await newPerson('Ana Dark')
  await page.goto(`${url}/settings`)
  const appearance = page.getByRole('radiogroup', { name: 'Appearance' })
  await appearance.getByText('Dark').hover()
  await page.evaluate(() => {
    document.addEventListener('transitionrun', ({ target }) => {
      if (target instanceof Element && !target.closest('[role="radiogroup"]'))
        document.body.dataset.faded = target.className
    })
  })
  await appearance.getByText('Dark').click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await expect(page.locator('body')).not.toHaveAttribute('data-faded')

  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await expect(appearance.getByRole('radio', { name: 'Dark' })).toBeChecked()
})
