import { createAccount, uniqueUserName } from './account'
import { expect, test } from './test'

test('everything that matters goes by keyboard', async ({ newPerson }) => {
  const bea = await newPerson('Bea Keys')
  const ana = await newPerson('Ana Keys')
  const { page } = ana
  const { keyboard } = page

  await page.getByRole('button', { name: 'New chat' }).focus()
  await keyboard.press('Enter')
  await expect(page.getByPlaceholder('Name or user name')).toBeFocused()
  await keyboard.type(bea.userName)
  await expect(page.getByRole('option', { name: bea.userName })).toBeVisible()
  await keyboard.press('Enter')
  await expect(ana.composer).toBeFocused()
  await keyboard.type('Typed, not clicked')
  await keyboard.press('Shift+Enter')
  await keyboard.type('on two lines')
  await keyboard.press('Enter')
  await ana.seesTick('Typed, not clicked', 'Delivered')

  await keyboard.press('Alt+ArrowUp')
  await expect(ana.bubble('Typed, not clicked')).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.getByRole('menuitem', { name: 'Message info' }).press('Enter')
  await expect(page.getByLabel('Details')).toContainText('Bea Keys')

  await page.getByRole('searchbox', { name: 'Search conversations' }).focus()
  await keyboard.press('ArrowDown')
  await expect(ana.line('Bea Keys')).toBeFocused()
  await keyboard.press('Enter')
  await expect(ana.composer).toBeVisible()

  // The first press draws the menu, the second opens it: both begin at its first item.
  const own = page.getByRole('button', { name: 'Menu', exact: true })
  await own.focus()
  for (const key of ['Enter', 'ArrowDown']) {
    await keyboard.press(key)
    await expect(page.getByRole('menuitem', { name: 'New group' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(own).toBeFocused()
  }
})

test('Enter picks whom one named, also while the answer is on its way', async ({ newPerson, request, appUrl }) => {
  const stem = uniqueUserName('Twin')
  await createAccount(request, appUrl, { userName: `${stem}a`, fullName: 'First Twin' })
  await createAccount(request, appUrl, { userName: `${stem}b`, fullName: 'Second Twin' })
  const { page, composer } = await newPerson('Ana Quick')
  // Never answered.
  await page.route(
    (url) => url.pathname.includes('users.search') && url.search.includes(`${stem}b`),
    () => undefined,
  )
  await page.getByRole('button', { name: 'New chat' }).click()
  await page.getByPlaceholder('Name or user name').fill(stem)
  await expect(page.getByRole('option', { name: 'Twin' })).toHaveCount(2)

  await page.keyboard.type('b')
  await page.keyboard.press('Enter')
  await expect(composer).toBeFocused()
  await expect(page.getByRole('main')).toContainText('Second Twin')
})

test('the focus is always visible', async ({ newPerson }) => {
  const ana = await newPerson('Ana Focus')
  for (let stops = 0; stops < 12; stops++) {
    await ana.page.keyboard.press('Tab')
    const outline = await ana.page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return 'none here'
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused)
      return outlineStyle !== 'none' && outlineWidth !== '0px'
        ? 'outline'
        : boxShadow !== 'none'
          ? 'shadow'
          : focused.outerHTML
    })
    expect(['outline', 'shadow', 'none here']).toContain(outline)
  }
})
