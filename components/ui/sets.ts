/** Classes that are words for values of one property. */
const WORDS = new Map(
  [
    ['display', 'block contents flex flow-root grid hidden inline inline-block inline-flex inline-grid table'],
    ['position', 'absolute fixed relative static sticky'],
    ['visibility', 'invisible visible collapse'],
    ['font-style', 'italic not-italic'],
    ['text-decoration', 'underline no-underline line-through'],
    ['text-align', 'text-center text-end text-left text-right text-start text-justify'],
    ['text-wrap', 'text-balance text-pretty text-wrap text-nowrap'],
    ['text-overflow', 'truncate text-ellipsis text-clip'],
    ['text-transform', 'uppercase lowercase capitalize normal-case'],
    ['font-weight', 'font-light font-normal font-medium font-semibold font-bold font-extrabold'],
    ['flex-direction', 'flex-row flex-row-reverse flex-col flex-col-reverse'],
    ['flex-wrap', 'flex-wrap flex-nowrap flex-wrap-reverse'],
    ['border-style', 'border-solid border-dashed border-dotted border-none'],
    ['border-collapse', 'border-collapse border-separate'],
    ['ring-inset', 'ring-inset'],
    ['background-size', 'bg-cover bg-contain bg-auto'],
    ['background-position', 'bg-center bg-top bg-bottom bg-left bg-right'],
    ['object-fit', 'object-contain object-cover object-fill object-none object-scale-down'],
    ['outline-style', 'outline-none outline-hidden'],
    ['touch', 'touch-none touch-auto touch-manipulation'],
    ['touch-y', 'touch-pan-y'],
    ['touch-x', 'touch-pan-x'],
    ['sr', 'sr-only not-sr-only'],
    ['font-variant-numeric', 'tabular-nums proportional-nums'],
    ['box-sizing', 'box-border box-content'],
    ['break', 'break-words break-all break-keep'],
    ['wrap', 'wrap-anywhere wrap-break-word wrap-normal'],
    ['shrink', 'shrink'],
    ['grow', 'grow'],
    ['blur', 'blur'],
    ['filter', 'filter'],
    ['resize', 'resize'],
  ].flatMap(([set = '', classes = '']) => classes.split(' ').map((word) => [word, set] as const)),
)

/** Prefixes of classes that set a property of their own, whatever follows. */
const PREFIXES = new Set(
  `w h size min-w min-h max-w max-h p px py pt pb pl pr ps pe m mx my mt mb ml mr ms me top bottom left right start end inset
  inset-x inset-y z gap gap-x gap-y opacity items content justify justify-items justify-self self place-items place-content place-self
  leading tracking transition duration delay ease animate cursor align aspect grid-cols grid-rows col-start col-end col-span row-start
  row-end row-span overflow overflow-x overflow-y overscroll overscroll-x overscroll-y pointer-events select whitespace line-clamp list
  translate translate-x translate-y scale scale-x scale-y rotate origin outline-offset underline-offset decoration indent brightness blur
  shadow accent fill stroke divide-x divide-y basis shrink grow order float clear field-sizing scroll-my scroll-mx scroll-m scroll-pt
  scroll-pb scroll-mt scroll-mb resize table object`.split(/\s+/),
)

const SIZE = /^(\d?x[sl]|2xs|sm|base|lg|\[[\d.]+(em|rem|px)\])$/
const WIDTH = /^(\d+|\[[\d.]+px\])$/
const SIDES = /^([xytrblse]|[tb][lr]|[se][se])(?:-(.+))?$/

/** What a class sets, without variants; null: nothing that is known, and so nothing that another one replaces. */
export function setBy(name: string): string | null {
  if (name.startsWith('[')) return name.slice(0, name.indexOf(':'))
  const plain = name.startsWith('-') ? name.slice(1) : name
  const word = WORDS.get(plain)
  if (word) return word
  const dash = plain.indexOf('-')
  const [first, rest] = dash < 0 ? [plain, ''] : [plain.slice(0, dash), plain.slice(dash + 1)]
  if (first === 'text') return SIZE.test(rest.split('/')[0] ?? '') ? 'font-size' : 'color'
  if (first === 'bg') return 'background-color'
  if (first === 'font') return 'font-family'
  if (first === 'flex') return 'flex'
  if (first === 'ring') return WIDTH.test(rest) || rest === '' ? 'ring' : 'ring-color'
  if (first === 'border' || first === 'rounded') return edges(first, rest)
  for (let end = plain.lastIndexOf('-'); end > 0; end = plain.lastIndexOf('-', end - 1))
    if (PREFIXES.has(plain.slice(0, end))) return plain.slice(0, end)
  return null
}

function edges(first: string, rest: string): string {
  const [, side, value] = SIDES.exec(rest) ?? []
  if (first === 'rounded') return side ? `rounded-${side}` : 'rounded'
  const isWidth = WIDTH.test(value ?? (side ? '1' : rest)) || rest === ''
  return `border${isWidth ? '' : '-color'}${side ? `-${side}` : ''}`
}

const sides = (set: string, names: string) => names.split(' ').map((side) => set + side)

/** What a class takes away besides others that set the same. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  overflow: ['overflow-x', 'overflow-y'],
  overscroll: ['overscroll-x', 'overscroll-y'],
  inset: ['inset-x', 'inset-y', 'start', 'end', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['start', 'end', 'right', 'left'],
  'inset-y': ['top', 'bottom'],
  flex: ['basis', 'grow', 'shrink'],
  gap: ['gap-x', 'gap-y'],
  p: sides('p', 'x y s e t r b l'),
  px: sides('p', 's e r l'),
  py: ['pt', 'pb'],
  m: sides('m', 'x y s e t r b l'),
  mx: sides('m', 's e r l'),
  my: ['mt', 'mb'],
  size: ['w', 'h'],
  'font-size': ['leading'],
  'line-clamp': ['display', 'overflow'],
  rounded: sides('rounded-', 's e t r b l ss se ee es tl tr br bl'),
  'rounded-t': ['rounded-tl', 'rounded-tr'],
  'rounded-b': ['rounded-br', 'rounded-bl'],
  border: sides('border-', 'x y s e t r b l'),
  'border-x': sides('border-', 's e r l'),
  'border-y': ['border-t', 'border-b'],
  'border-color': sides('border-color-', 'x y s e t r b l'),
  translate: ['translate-x', 'translate-y', 'translate-none'],
  touch: ['touch-x', 'touch-y'],
  'touch-x': ['touch'],
  'touch-y': ['touch'],
}

export const alsoSetBy = (set: string): readonly string[] => ALSO[set] ?? []
