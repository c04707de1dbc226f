import { expect, type Page } from '@playwright/test'

/**
 * No element on screen has two classes that set the same: which one wins is for the style sheet's order to say, and that isn't
 * theirs. One that sets a part of what another sets (`rounded-l-none` of `rounded-xl`) is meant so, and comes after it.
 */
export async function expectNoClassConflicts(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const set = new Map<string, Set<string>>()
    const read = (rules: CSSRuleList): void => {
      for (const rule of rules) {
        if (rule instanceof CSSLayerBlockRule) read(rule.cssRules)
        if (!(rule instanceof CSSStyleRule)) continue
        const names = rule.selectorText.split(/,\s*/).flatMap((one) => /^\.((?:\\.|[\w-])+)$/.exec(one)?.[1] ?? [])
        const properties = [...rule.style].filter((property) => !property.startsWith('--'))
        for (const name of names.map((escaped) => escaped.replace(/\\(.)/g, '$1')))
          set.set(name, new Set([...(set.get(name) ?? []), ...properties]))
      }
    }
    for (const sheet of document.styleSheets) read(sheet.cssRules)

    const conflicts = new Map<string, string>()
    for (const element of document.querySelectorAll('[class]')) {
      const by = new Map<string, string>()
      for (const name of element.classList) {
        const properties = [...(set.get(name) ?? [])].sort().join()
        if (!properties) continue
        const other = by.get(properties)
        if (other) conflicts.set(`${other} and ${name}`, element.outerHTML.slice(0, 200))
        by.set(properties, name)
      }
    }
    return { classes: set.size, conflicts: [...conflicts] }
  })
  expect(found.classes, 'the style sheet is read').toBeGreaterThan(100)
  expect(found.conflicts).toEqual([])
}
