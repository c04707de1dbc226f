import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { rasterise } from './things/rasterise'

/** Some of the cast and of their groups have a picture, drawn from a few shapes. By userName, or by a group's first name. */
const DRAWINGS: Readonly<Record<string, string>> = {
  'Saturday hike 🥾': `<rect width="64" height="64" fill="#f6c28b"/><circle cx="44" cy="22" r="8" fill="#fff3d6"/>
    <path d="M0 50 20 24 32 40 42 28 64 54V64H0Z" fill="#5b7f8c"/><path d="M0 64V54L16 44 34 54 50 46 64 56V64Z" fill="#2f5d50"/>`,
  'Flat 4B': `<rect width="64" height="64" fill="#cfe3ea"/><path d="M14 34 32 18 50 34V56H14Z" fill="#e8795a"/>
    <rect x="28" y="40" width="9" height="16" fill="#7a3527"/><rect x="18" y="36" width="7" height="7" fill="#fff3d6"/>
    <rect x="40" y="36" width="7" height="7" fill="#fff3d6"/>`,
  'Slow readers': `<rect width="64" height="64" fill="#3c4a6b"/><path d="M10 20Q22 15 32 21Q42 15 54 20V46Q42 41 32 47Q22 41 10 46Z" fill="#f7efe1"/>
    <path d="M32 21V47" stroke="#3c4a6b" stroke-width="1.5"/>`,
  layla: `<rect width="64" height="64" fill="#e9c9b1"/><path d="M18 28H44V38Q44 48 34 48H28Q18 48 18 38Z" fill="#8c3b3b"/>
    <path d="M44 31Q53 31 52 37T43 42" fill="none" stroke="#8c3b3b" stroke-width="3"/>
    <path d="M26 24Q23 19 27 15M34 24Q31 19 35 15" fill="none" stroke="#fff7ee" stroke-width="2"/>`,
  yuki: `<rect width="64" height="64" fill="#a9c9dd"/><circle cx="46" cy="18" r="7" fill="#f2f6f8"/>
    <path d="M4 56 32 18 60 56Z" fill="#4c6a86"/><path d="M24 29 32 18 40 29 36 27 32 31 28 27Z" fill="#fff"/>`,
  olek: `<rect width="64" height="64" fill="#f3e2c0"/><ellipse cx="32" cy="36" rx="22" ry="14" fill="#b9762f"/>
    <path d="M20 30 26 40M30 27 36 42M40 29 45 39" stroke="#f3d9a4" stroke-width="3" stroke-linecap="round"/>`,
  sofia: `<rect width="64" height="64" fill="#f2b8a2"/><circle cx="32" cy="46" r="20" fill="#d9483b"/>
    <path d="M0 46H64V64H0Z" fill="#33658a"/><path d="M0 52Q8 48 16 52T32 52 48 52 64 52" fill="none" stroke="#f6f1e7" stroke-width="2"/>`,
  eleni: `<rect width="64" height="64" fill="#2e3f5c"/><path d="M24 50Q16 42 24 36 18 26 30 22 42 26 38 36 46 42 36 50Z" fill="#c9793a"/>
    <path d="M31 42V8" stroke="#f0e2cc" stroke-width="3"/><path d="M46 12 22 54" stroke="#f0e2cc" stroke-width="1.5"/>`,
}

/** Stores the drawings as uploaded pictures are: square WebPs by their SHA-256. Answers their ids by the same names. In a transaction. */
export async function writePictures(db: ClientBase): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const [name, shapes] of Object.entries(DRAWINGS)) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="512" height="512">${shapes}</svg>`
    const bytes = await rasterise(svg).webp({ quality: 82 }).toBuffer()
    const id = createHash('sha256').update(bytes).digest('hex')
    await db.query('insert into pictures (id, bytes) values ($1, $2) on conflict do nothing', [id, bytes])
    ids.set(name, id)
  }
  return ids
}
