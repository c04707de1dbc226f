import { dice } from './dice'

/** A view over hills, drawn from a few numbers: the same each time. */
export interface Landscape {
  readonly seed: number
  /** From the zenith down to the horizon. */
  readonly sky: readonly [string, string, string]
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number; readonly colour: string }
  /** The colours of the farthest and of the nearest ridge. */
  readonly ridges: readonly [far: string, near: string]
  readonly mist?: string
  readonly water?: boolean
  readonly trees?: boolean
  readonly birds?: number
}

export const WIDTH = 1440
export const HEIGHT = 1080
const RIDGES = 6
const HORIZON = 0.42

type Point = readonly [x: number, y: number]

/** As SVG. */
export function landscape(view: Landscape): string {
  const { sky, sun, mist = '#ffffff' } = view
  const stops = sky.map((colour, i) => `<stop offset="${i / 2}" stop-color="${colour}"/>`).join('')
  const bottom = view.water ? 4 : RIDGES
  const land = Array.from({ length: bottom }, (_, index) => ridge(view, index)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="${sun.colour}" stop-opacity=".85"/>
      <stop offset=".35" stop-color="${sun.colour}" stop-opacity=".28"/><stop offset="1" stop-color="${sun.colour}" stop-opacity="0"/></radialGradient>
    <linearGradient id="mist" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${mist}" stop-opacity="0"/>
      <stop offset="1" stop-color="${mist}" stop-opacity=".5"/></linearGradient>
  </defs>
  <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
  <circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius * 7}" fill="url(#glow)"/>
  <circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius}" fill="${sun.colour}"/>
  ${land}${view.water ? lake(view) : ''}${birds(view)}</svg>`
}

function ridge(view: Landscape, index: number): string {
  const depth = index / (RIDGES - 1)
  const base = HEIGHT * (HORIZON + depth * 0.5)
  const line = ridgeline(dice(view.seed * 7_919 + index * 104_729), base, 40 + depth * 110)
  const path = `M${line.map(([x, y]) => `${x} ${y}`).join('L')}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`
  const fill = blend(view.ridges[0], view.ridges[1], depth)
  const veil = index < RIDGES - 1 ? `<path d="${path}" fill="url(#mist)"/>` : ''
  const trees = view.trees && index >= RIDGES - 2 ? wood(dice(view.seed + index), line, fill, depth) : ''
  return `${trees}<path d="${path}" fill="${fill}"/>${veil}`
}

/** Sums of waves: long ones for hills, short ones for rocks. */
function ridgeline(next: () => number, base: number, height: number): Point[] {
  const waves = [1.3, 2.9, 6.1, 13, 29].map((count) => ({ count, phase: next() * 7, size: height / count ** 0.85 }))
  return Array.from({ length: 181 }, (_, step) => {
    const x = (step * WIDTH) / 180
    const y = waves.reduce(
      (sum, { count, phase, size }) => sum - size * Math.sin((count * x * 6.28) / WIDTH + phase),
      base,
    )
    return [Math.round(x), Math.round(y)]
  })
}

function wood(next: () => number, line: readonly Point[], fill: string, depth: number): string {
  const trees = line.flatMap(([x, y]) =>
    next() < 0.62 ? [spruce(x + next() * 8, y + 8, (26 + next() * 52) * depth)] : [],
  )
  return `<path d="${trees.join('')}" fill="${fill}"/>`
}

const spruce = (x: number, y: number, tall: number): string =>
  `M${x.toFixed(1)} ${(y - tall).toFixed(1)}l${(tall * 0.2).toFixed(1)} ${tall.toFixed(1)}h${(-tall * 0.4).toFixed(1)}Z`

function lake({ seed, sky, sun, ridges }: Landscape): string {
  const next = dice(seed * 31)
  const top = HEIGHT * 0.7
  const glints = Array.from({ length: 46 }, () => {
    const depth = next() ** 1.6
    const y = top + 10 + depth * (HEIGHT - top)
    const width = 30 + depth * 190
    const x = sun.x + (next() - 0.5) * (60 + depth * 420) - width / 2
    return `<rect x="${x.toFixed(0)}" y="${y.toFixed(0)}" width="${width.toFixed(0)}" height="${(2 + depth * 4).toFixed(1)}" rx="3"/>`
  })
  return `<linearGradient id="lake" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${blend(sky[2], ridges[0], 0.35)}"/>
    <stop offset="1" stop-color="${blend(sky[0], ridges[1], 0.45)}"/></linearGradient>
  <rect y="${top}" width="${WIDTH}" height="${HEIGHT - top}" fill="url(#lake)"/><g fill="${sun.colour}" opacity=".55">${glints.join('')}</g>`
}

function birds({ seed, birds: count = 0 }: Landscape): string {
  const next = dice(seed * 13)
  const flock = Array.from({ length: count }, (_, index) => {
    const span = 22 + next() * 20
    return `<path d="M${430 + index * 74 + next() * 30} ${210 + index * 22 + next() * 50}q${span / 2} -${span / 2} ${span} 0q${span / 2} -${span / 2} ${span} 0"/>`
  })
  return `<g fill="none" stroke="#2b3440" stroke-width="5" stroke-linecap="round">${flock.join('')}</g>`
}

/** Between two colours, `#rrggbb`. */
function blend(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => Math.round(channel(from, at) * (1 - share) + channel(to, at) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
