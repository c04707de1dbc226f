import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

const MARKED = [
  '**Bold**, _italic_, ~~gone~~ and `code`, with snake_case_name and 2*3*4',
  '> said before',
  '- milk',
  '  - oat',
  '1984. A novel',
].join('\n')

const CODE = '```ts\nconst answer: number = 42 // why\n```'

/** What a page would put on the clipboard. */
async function copy(page: Page, html: string, plain: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(
    ([html = '', plain = '']) =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob([html], { type: 'text/html' }),
          'text/plain': new Blob([plain], { type: 'text/plain' }),
        }),
      ]),
    [html, plain],
  )
}

const suggested = (person: Person, list: string, name: string | RegExp) =>
  person.page.getByRole('listbox', { name: list }).getByRole('option', { name })

test('marks are shown as what they mean, and the overview shows the words alone', async ({ newPerson }) => {
  const bea = await newPerson('Bea Marks')
  const ana = await newPerson('Ana Marks')
  await ana.startChatWith(bea)
  await ana.say(MARKED)
  await expect(bea.line('Ana Marks')).toContainText('Bold, italic, gone and code, with snake_case_name and 2*3*4')
  await bea.open('Ana Marks')
  const bubble = bea.bubble('snake_case_name')
  for (const [tag, words] of [
    ['strong', 'Bold'],
    ['em', 'italic'],
    ['s', 'gone'],
    ['code', 'code'],
    ['blockquote', 'said before'],
  ] as const) {
    await expect(bubble.locator(tag)).toHaveText(words)
  }
  await expect(bubble.getByRole('list').getByRole('listitem')).toHaveText([/milk$/, /oat$/, /^1984\. A novel/])
  await expectAccessible(bea.page)
})

test('code is highlighted by what is loaded only then, scrolls sideways and can be copied', async ({ newPerson }) => {
  const bea = await newPerson('Bea Code')
  const ana = await newPerson('Ana Code')
  await ana.startChatWith(bea)
  const scripts = () =>
    ana.page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length)
  await ana.say('```\nno language, no colours\n```')
  await expect(ana.bubble('no language').locator('[data-code=plain]')).toBeVisible()
  const before = await scripts()
  await ana.say(`${CODE}\n${'```\n'}${'wide '.repeat(60)}\n${'```'}`)
  const block = ana.bubble('const answer').locator('pre').first()
  await expect(block).toHaveAttribute('data-code', 'highlighted')
  expect(await scripts()).toBeGreaterThan(before)
  await expect(block).toHaveText('const answer: number = 42 // why')
  const colours = await block.locator('span').evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color))
  expect(new Set(colours).size).toBeGreaterThan(2)
  const wide = ana.bubble('const answer').locator('pre').nth(1)
  expect(await wide.evaluate((pre) => pre.scrollWidth > pre.clientWidth)).toBe(true)

  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.bubble('const answer').getByRole('button', { name: 'Copy code' }).first().click()
  await expect(ana.bubble('const answer')).toContainText('Copied')
  expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toBe('const answer: number = 42 // why')
  await expectAccessible(ana.page)
})

test('code keeps its colours when what was waiting is sent', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const bea = await newPerson('Bea Colours')
  const ana = await newPerson('Ana Colours')
  await ana.startChatWith(bea)
  await ana.say('```ts\nlet first\n```')
  await expect(ana.bubble('let first').locator('pre')).toHaveAttribute('data-code', 'highlighted')
  await ana.seesTick('let first', 'Delivered')
  await ana.context.setOffline(true)
  await ana.say('```ts\nlet second\n```')
  await expect(ana.bubble('let second').locator('pre')).toHaveAttribute('data-code', 'highlighted')
  await ana.messages.evaluate((messages) => {
    const plain = () => {
      if (messages.querySelector('[data-code=plain]')) document.body.dataset.lostColours = ''
    }
    new MutationObserver(plain).observe(messages, { subtree: true, childList: true, attributes: true })
  })
  await ana.context.setOffline(false)
  await ana.seesTick('let second', 'Delivered')
  await expect(ana.bubble('let second').locator('pre')).toHaveAttribute('data-code', 'highlighted')
  await expect(ana.page.locator('body')).not.toHaveAttribute('data-lost-colours')
})

test('keys put marks around what is selected and take them away, and that can be undone', async ({ newPerson }) => {
  const bea = await newPerson('Bea Keys')
  const ana = await newPerson('Ana Keys')
  const { keyboard } = ana.page
  await ana.startChatWith(bea)
  await ana.composer.pressSequentially('so good')
  for (let i = 0; i < 4; i++) await keyboard.press('Shift+ArrowLeft')
  await expect(ana.page.getByRole('toolbar', { name: 'Format' })).toBeVisible()
  await keyboard.press('ControlOrMeta+b')
  await expect(ana.composer).toHaveValue('so **good**')
  await keyboard.press('ControlOrMeta+i')
  await expect(ana.composer).toHaveValue('so **_good_**')
  await keyboard.press('ControlOrMeta+i')
  await expect(ana.composer).toHaveValue('so **good**')
  await keyboard.press('ControlOrMeta+z')
  await expect(ana.composer).toHaveValue('so **_good_**')
  await ana.page.getByRole('toolbar', { name: 'Format' }).isVisible()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('x')
  await keyboard.press('ControlOrMeta+a')
  await keyboard.press('ControlOrMeta+Shift+x')
  await expect(ana.composer).toHaveValue('~~x~~')
  await keyboard.press('ControlOrMeta+Shift+x')
  await ana.page.getByRole('button', { name: /^Code/ }).click()
  await expect(ana.composer).toHaveValue('`x`')
  await expect(ana.composer).toBeFocused()
})

test('what is copied from a page comes in as marks, or plain when that is asked for', async ({ newPerson }) => {
  const bea = await newPerson('Bea Paste')
  const ana = await newPerson('Ana Paste')
  const { page } = ana
  await ana.startChatWith(bea)
  await copy(
    page,
    '<h2>Plan</h2><p>Be <b>bold</b>, see <a href="https://a.example/">the page</a><img src="/x" onerror="document.title=\'run\'"></p>' +
      '<script>document.title="run"</script><ul><li>one</li><li><i>two</i></li></ul><pre>let x</pre>',
    'Plan Be bold',
  )
  await page.keyboard.press('ControlOrMeta+v')
  await expect(ana.composer).toHaveValue(
    '**Plan**\n\nBe **bold**, see the page (https://a.example/)\n\n- one\n- _two_\n\n```\nlet x\n```',
  )
  expect(await page.title()).not.toContain('run')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(ana.composer).toHaveValue('')
  await page.keyboard.press('ControlOrMeta+Shift+v')
  await expect(ana.composer).toHaveValue('Plan Be bold')
  await ana.composer.fill('')
  await page.evaluate(() => navigator.clipboard.writeText('**as it is** <b>'))
  await page.keyboard.press('ControlOrMeta+v')
  await expect(ana.composer).toHaveValue('**as it is** <b>')
})

test('the name of an emoji becomes the emoji, from a list or in full', async ({ newPerson }) => {
  const bea = await newPerson('Bea Smile')
  const ana = await newPerson('Ana Smile')
  const { keyboard } = ana.page
  await ana.startChatWith(bea)
  await ana.composer.pressSequentially('Hi :smil')
  await expect(suggested(ana, 'Emoji', /:smile:/)).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(ana.page)
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await expect(ana.composer).toHaveValue('Hi 😄')
  await keyboard.type(' :tada:')
  await expect(ana.composer).toHaveValue('Hi 😄 🎉')
  await keyboard.press('ControlOrMeta+z')
  await expect(ana.composer).toHaveValue(/:tada:$/)
  await keyboard.type(' :hear')
  await expect(suggested(ana, 'Emoji', /./).first()).toBeVisible()
  await keyboard.press('Escape')
  await expect(ana.page.getByRole('listbox', { name: 'Emoji' })).toBeHidden()
  await keyboard.press('Enter')
  await ana.sees(':hear')
})

test('the picker is searched and used by keyboard, and remembers', async ({ newPerson }) => {
  const bea = await newPerson('Bea Picker')
  const ana = await newPerson('Ana Picker')
  const { keyboard } = ana.page
  await ana.startChatWith(bea)
  await ana.composer.pressSequentially('Hi !')
  await keyboard.press('ArrowLeft')
  const button = ana.page.getByRole('button', { name: 'Emoji', exact: true })
  await button.press('Enter')
  const search = ana.page.getByRole('searchbox', { name: 'Search emoji' })
  await expect(search).toBeFocused()
  await keyboard.press('Escape')
  await expect(search).toBeHidden()
  await expect(ana.composer).toBeFocused()
  await button.press('Enter')
  await expect(search).toBeFocused()
  await ana.page.getByRole('button', { name: 'Skin tone: default' }).click()
  await search.fill('waving')
  await expect(ana.page.getByRole('gridcell', { name: 'Waving hand' })).toBeVisible()
  await expectAccessible(ana.page)
  await search.press('Enter')
  await expect(ana.composer).toHaveValue('Hi 👋🏻!')
  await expect(ana.composer).toBeFocused()
  await ana.page.reload()
  await button.click()
  await expect(ana.page.getByRole('button', { name: 'Skin tone: light' })).toBeVisible()
  await ana.page.getByRole('group', { name: 'Recently used' }).getByRole('button', { name: '👋🏻' }).click()
  await expect(ana.composer).toHaveValue(/👋🏻.*👋🏻/)
})

test('Enter picks from the list for the words that stand in the search, however fast it comes', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Quick')
  const ana = await newPerson('Ana Quick')
  await ana.startChatWith(bea)
  await ana.page.getByRole('button', { name: 'Emoji', exact: true }).click()
  const search = ana.page.getByRole('searchbox', { name: 'Search emoji' })
  await search.fill('waving hand')
  await expect(ana.page.getByRole('gridcell', { name: 'Waving hand' })).toBeVisible()
  // In one go: nothing can happen in the page between the words and the key.
  await search.evaluate((field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'party popper')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await expect(ana.composer).toHaveValue('🎉')
})

test('members are found behind an @, by keyboard', async ({ newPerson }) => {
  const bea = await newPerson('Bea Named')
  const carl = await newPerson('Carl Named')
  const ana = await newPerson('Ana Named')
  const { keyboard } = ana.page
  await ana.startGroup('Named', [bea, carl])
  await ana.composer.pressSequentially('Ask @')
  await expect(suggested(ana, 'Members', /Bea Named/)).toHaveAttribute('aria-selected', 'true')
  await expect(suggested(ana, 'Members', /Ana Named/)).toHaveCount(0)
  await keyboard.press('ArrowDown')
  await expect(suggested(ana, 'Members', /Carl Named/)).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(ana.page)
  await keyboard.type('be')
  await expect(suggested(ana, 'Members', /./)).toHaveCount(1)
  await keyboard.press('Tab')
  await expect(ana.composer).toHaveValue(`Ask @${bea.userName} `)
  await expect(ana.composer).toBeFocused()
  await keyboard.press('Enter')
  await expect(ana.bubble('Ask').locator('[data-mention=other]')).toHaveText(`@${bea.userName}`)
  await bea.open('Named')
  await expect(bea.bubble('Ask').locator('[data-mention=me]')).toHaveText(`@${bea.userName}`)
  await carl.open('Named')
  await expect(carl.bubble('Ask').locator('[data-mention=other]')).toHaveText(`@${bea.userName}`)
})

test('on a phone a tap chooses, and the field keeps the focus', async ({ newPerson }) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  const bea = await newPerson('Bea Tap')
  const ana = await newPerson('Ana Tap', { context: phone })
  await ana.startGroup('Tapped', [bea])
  await ana.composer.tap()
  await ana.composer.pressSequentially('@')
  await suggested(ana, 'Members', /Bea Tap/).tap()
  await expect(ana.composer).toHaveValue(`@${bea.userName} `)
  await expect(ana.composer).toBeFocused()
  await ana.page.getByRole('button', { name: 'Emoji', exact: true }).tap()
  await ana.page.getByRole('gridcell', { name: 'Grinning face', exact: true }).tap()
  await expect(ana.composer).toHaveValue(`@${bea.userName} 😀`)
})
