import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsIn } from './mentions-in'
import type { Block, Inline } from './nodes'
import { parseText } from './parse-text'
import { plainPreview, plainText } from './plain-text'

const MEMBERS = new Map([
  ['bea', '2'],
  ['carl.k', '3'],
])

/** A text with its marks as tags, which no mark could be taken for. */
function tagged(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return `<${node.kind}>${tagged(node.children)}</>`
      return node.kind === 'text' ? node.text : `<${node.kind}>${node.text}</>`
    })
    .join('')
}

function shown(block: Block): string {
  if (block.kind === 'text') return tagged(block.children)
  if (block.kind === 'code') return `<pre ${block.language}>${block.text}</>`
  if (block.kind === 'quote') return `<quote>${block.blocks.map(shown).join('|')}</>`
  return `<list>${block.items.map(({ marker, depth, children }) => `${depth}${marker} ${tagged(children)}`).join('|')}</>`
}

const show = (text: string, options = {}): string =>
  parseText(text, { mentioned: MEMBERS, ...options })
    .map(shown)
    .join('|')

/** What was typed for a line. */
const sourceOf = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if ('children' in node) return node.mark + sourceOf(node.children) + node.mark
      return node.kind === 'code' ? node.fence + node.text + node.fence : node.text
    })
    .join('')

describe('marks in a line', () => {
  it.each([
    ['**bold** and *italic* and _italic_', '<bold>bold</> and <italic>italic</> and <italic>italic</>'],
    ['~~gone~~ and ~gone~', '<strike>gone</> and <strike>gone</>'],
    ['***both***, **_both_**', '<bold><italic>both</></>, <bold><italic>both</></>'],
    ['**bold *and italic***', '<bold>bold <italic>and italic</></>'],
    [
      '(*so*) “*so*” "*so*" *so*! *So!*',
      '(<italic>so</>) “<italic>so</>” "<italic>so</>" <italic>so</>! <italic>So!</>',
    ],
    ['**"Quoted," she said**', '<bold>"Quoted," she said</>'],
    ['*👍* **$5**', '<italic>👍</> <bold>$5</>'],
    ['这是**重要**的', '这是<bold>重要</>的'],
    ['*ağaç* _élan_ **Привет**', '<italic>ağaç</> <italic>élan</> <bold>Привет</>'],
    ['`code` and ``a ` b``', '<code>code</> and <code>a ` b</>'],
    ['`**not bold** example.com @bea`', '<code>**not bold** example.com @bea</>'],
    ['**`bold code`**', '<bold><code>bold code</></>'],
    ['*a _b* c_', '<italic>a _b</> c_'],
  ])('%s', (text, expected) => expect(show(text)).toBe(expected))

  it.each([
    ...['snake_case_name and _private', '__init__', '2*3*4', '2 * 3 * 4', '2**3**4', 'f(**kwargs), g(**kw)'],
    ...['src/*.ts and test/*.ts', '*.ts and *.js', '5~6 and 7~8', '~/a and ~/b', '~5 or ~6', 'a ** b ** c'],
    ...['**bold', 'bold**', '*', '**', '***', '****', '** **', '*_*', '^_^ and ^_^', '-_- and -_-', '>_<', 'T_T'],
    ...['*not\nover lines*', 'don`t and can`t', '`', '``', '` `', '"*" and "*"', 'int *p = *q;', '_ _', '~ ~'],
    ...[
      '5 > 3',
      '>:( no',
      '-5 degrees',
      '3.5 apples',
      '* * *',
      '- - -',
      '```',
      '```\n```',
      '```ts',
      '10:30',
      '@nobody',
    ],
  ])('leaves as typed: %j', (text) => expect(show(text)).toBe(text))
})

describe('links', () => {
  const links = (text: string) =>
    parseText(text).flatMap((block) =>
      block.kind === 'text' ? block.children.flatMap((node) => (node.kind === 'link' ? [node.href] : [])) : [],
    )

  it('are found with and without a scheme, and mail addresses', () => {
    expect(links('see example.com, https://a.example/b?c=(d) and bob@example.com')).toEqual([
      'http://example.com',
      'https://a.example/b?c=(d)',
      'mailto:bob@example.com',
    ])
  })

  it('never run anything', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd ftp://a.example //b.example')).toEqual([])
  })

  it('may be marked, and hold what looks like marks', () => {
    expect(show('**https://a.example/b_c_d** _https://a.example_ *see a.com/*')).toBe(
      '<bold><link>https://a.example/b_c_d</></> <italic><link>https://a.example</></> <italic>see <link>a.com/</></>',
    )
    const [block] = parseText('**https://a.example/x**')
    expect(block).toMatchObject({ children: [{ children: [{ href: 'https://a.example/x' }] }] })
  })

  it('are found in quotes and lists, never in code', () => {
    expect(show('> a.com\n- b.com\n```\nc.com\n```')).toBe(
      '<quote><link>a.com</></>|<list>0- <link>b.com</></>|<pre null>c.com</>',
    )
  })
})

describe('parts that take lines of their own', () => {
  it.each([
    ['```ts\nconst a = 1\n```', '<pre ts>const a = 1</>'],
    ['```\n  two\n\nlines\n```', '<pre null>  two\n\nlines</>'],
    ['```a **b**```', '<pre null>a **b**</>'],
    ['```first line\nsecond```', '<pre null>first line\nsecond</>'],
    ['see\n\n```\nx\n```\n\nyes', 'see|<pre null>x</>|yes'],
    ['> one\n> **two**\nthree', '<quote>one\n<bold>two</></>|three'],
    ['> > deep\n> less', '<quote><quote>deep</>|less</>'],
    ['> a\n>\n> b', '<quote>a\n\nb</>'],
    ['> ```js\n> x\n> ```', '<quote><pre js>x</></>'],
    ['- one\n  - *two*\n* three\n• four', '<list>0- one|1- <italic>two</>|0* three|0• four</>'],
    ['1. one\n2) two\n1984. A novel', '<list>01. one|02) two|01984. A novel</>'],
    ['shopping:\n- milk\n\nthanks', 'shopping:|<list>0- milk</>|thanks'],
  ])('%j', (text, expected) => expect(show(text)).toBe(expected))
})

describe('mentions', () => {
  it('are the names of those who were mentioned, and what ends a sentence is none of the name', () => {
    expect(show('@bea, @carl.k. (@bea) @carl @beatrix bea@bea.example **@bea**')).toBe(
      '<mention>@bea</>, <mention>@carl.k</>. (<mention>@bea</>) @carl @beatrix <link>bea@bea.example</> <bold><mention>@bea</></>',
    )
  })

  it('are counted once each, and not in code', () => {
    const members = [...MEMBERS].map(([userName, userId]) => ({ userId, userName }))
    expect(mentionsIn('> @carl.k\n- **@bea** @bea\n`@nobody`', members)).toEqual(['3', '2'])
    expect(mentionsIn('`@bea` ```@bea```', members)).toEqual([])
  })
})

describe('the plain words', () => {
  it('are without marks', () => {
    expect(plainText('**Hi** _you_ `x`\n> quoted\n- one\n2. two\n```js\ncode\n```')).toBe(
      'Hi you x\nquoted\n• one\n2. two\ncode',
    )
  })

  it('of a beginning leave out a mark that would close later', () => {
    expect(plainPreview(`**${'word '.repeat(100)}**`)).toBe('word '.repeat(40).slice(0, 198))
    expect(plainPreview(`\`\`\`ts\n${'x'.repeat(500)}\n\`\`\``)).toBe('x'.repeat(194))
    expect(plainPreview('**word')).toBe('**word')
  })
})

const marked = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('*', '**', '***', '_', '~', '~~', '`', '```', '> ', '- ', '1. ', '\n', ' ', '@bea'),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('word', 'a', '2', '.', '(', ')', '"', 'example.com/a_b', '中', '👍🏽', '/'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('any text', () => {
  it('parses, and what isn’t shown is a mark', () => {
    fc.assert(
      fc.property(marked, fc.boolean(), (text, cut) => {
        const words = plainText(text, { cut })
        let at = 0
        const hidden = [...text].filter((char) => {
          const isShown = words.startsWith(char, at) || ((char === '-' || char === '*') && words.startsWith('•', at))
          if (isShown) at += char.length
          return !isShown
        })
        expect(at, 'all that is shown was typed, in this order').toBeGreaterThanOrEqual(words.trimEnd().length)
        expect(hidden.join('').replace(/word|example|com|[a12]/g, '')).toMatch(/^[*_~`>\s./-]*$/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('of one line is its marks and its words, nothing more and nothing less', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const line = `.${text.replaceAll('\n', ' ')}`
        const [block] = parseText(line, { mentioned: MEMBERS })
        expect(block?.kind === 'text' && sourceOf(block.children)).toBe(line)
      }),
      { numRuns: 2_000 },
    )
  })

  it('without marks is itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc 中é👍.,;!?()"\n0'), maxLength: 200 }), (text) => {
        expect(plainText(text)).toBe(text.replace(/^( *)(\d)/gm, '$1$2'))
      }),
    )
  })

  it.each([
    ...[
      '*',
      '**',
      '_',
      '~',
      '`',
      '``',
      '> ',
      '- ',
      '```',
      '```\n',
      '*a',
      '*a*',
      '*_~',
      '~* ',
      ' *_a',
      '*a _b ',
      '> > > > > ',
    ],
    ...[
      '@',
      '@bea ',
      'a.co ',
      '`a ',
      '`a` ',
      '1. ',
      '\n',
      '***a',
      'a***',
      '*a**b***c',
      '中*',
      '(*',
      '*)',
      '**a*',
      '[',
      'www.',
    ],
  ])('of 100,000 characters of %j takes steps in proportion', (unit) => {
    const steps = (length: number): number => {
      const work = { steps: 0 }
      parseText(unit.repeat(length / unit.length), { mentioned: MEMBERS, work })
      return work.steps
    }
    expect(steps(100_000)).toBeLessThan(1_000_000)
    expect(steps(100_000)).toBeLessThanOrEqual(2.1 * steps(50_000) + 10)
  })
})
