import { dice } from './dice'

const CLIMBERS = 41
const WITH_CELLO = 37
const COATS = ['#d9483b', '#33658a', '#e0a030', '#5b7f5c', '#8c5a83', '#f2efe6']

/** The old town's stairs with 41 small people climbing them, one with a cello. As SVG. */
export function poster(): string {
  const next = dice(41)
  const steps = Array.from({ length: 24 }, (_, step) => {
    const y = 1300 - step * 44
    const left = 120 + step * 14
    return `<rect x="${left}" y="${y}" width="${1080 - left - 120}" height="44" fill="${step % 2 ? '#e9d3b0' : '#f3e3c6'}"/>
      <rect x="${left}" y="${y}" width="${1080 - left - 120}" height="7" fill="#cdb083"/>`
  })
  const people = Array.from({ length: CLIMBERS }, (_, index) => {
    const step = Math.floor((index / CLIMBERS) * 23)
    const x = 180 + step * 14 + next() * (660 - step * 12)
    return climber(x, 1300 - step * 44, COATS[index % COATS.length] ?? '#d9483b', index === WITH_CELLO)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1440" width="1080" height="1440">
  <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#27506b"/><stop offset="1" stop-color="#8fb9c0"/></linearGradient>
  <rect width="1080" height="1440" fill="url(#sky)"/><circle cx="850" cy="170" r="70" fill="#f6dca0"/>
  ${house(0, 520, 300, 920, '#c96f4a')}${house(820, 430, 260, 1010, '#b4583f')}${cathedral()}
  <path d="M120 1440V1344L456 288H960V1440Z" fill="#e2c79d"/>${steps.join('')}${people.join('')}</svg>`
}

function climber(x: number, y: number, coat: string, cello: boolean): string {
  const carried = cello
    ? '<path d="M-20-34q-12 8-4 20-12 14 4 22 16-8 4-22 8-12-4-20zM-20-34v-22" fill="#7a3b1c" stroke="#7a3b1c" stroke-width="4"/>'
    : ''
  return `<g transform="translate(${x.toFixed(0)} ${y})">${carried}<path d="M-11 0Q-12-34 0-36 12-34 11 0Z" fill="${coat}"/>
    <circle cy="-43" r="9" fill="#8a5a3c"/></g>`
}

function house(x: number, y: number, width: number, height: number, wall: string): string {
  const windows = [0, 1, 2, 3, 4].flatMap((row) =>
    [0.2, 0.6].map(
      (share) =>
        `<rect x="${x + width * share}" y="${y + 70 + row * 150}" width="46" height="70" rx="4" fill="#fbe2a4"/>`,
    ),
  )
  return `<path d="M${x - 20} ${y}L${x + width / 2} ${y - 130}L${x + width + 20} ${y}Z" fill="#5a2d24"/>
    <rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${wall}"/>${windows.join('')}`
}

const cathedral = (): string => `<path d="M470 300V150L520 40 570 150V210H700V150L750 40 800 150V300Z" fill="#efe2c8"/>
  <path d="M470 150 520 40 570 150ZM700 150 750 40 800 150Z" fill="#3c4a6b"/><circle cx="635" cy="258" r="24" fill="#3c6b8a"/>`
