import type { ClientBase } from 'pg'
import type { Container } from '@/server/container'
import { searchKey } from '@/server/domain/search-key'
import { userNameKey } from '@/server/domain/user-name'
import { readShippedPacks } from '@/server/infrastructure/stickers/shipped-packs'
import { CAST, CONTACTS } from './cast'
import { writePictures } from './pictures'
import { type Cast, play } from './play'
import { STORIES } from './stories/stories'
import { keepLink, LINKS } from './things/links'

/** Two seeds at once: the second waits, and finds everything. */
const SEED_LOCK = 0x6b697468

/** Until the stories are all told: a hash that no password has, so that nobody walks in meanwhile. */
const NOT_YET = 'not yet'

/** Answers false, having changed nothing, when the cast is here already. */
export async function seedCast(container: Container, passwordHash: string, now: Date): Promise<boolean> {
  // A second seed waits for the first, which takes its time.
  const client = await container.background.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [SEED_LOCK])
    if (await isHere(client)) return false
    const cast = await inTransaction(client, () => writeEverybody(client))
    await container.useCases.installShippedPacks(await readShippedPacks())
    for (const link of LINKS) await keepLink(container, link)
    await play(container, STORIES, cast, now)
    await client.query('update users set password_hash = $1 where password_hash = $2', [passwordHash, NOT_YET])
    return true
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SEED_LOCK])
    client.release()
  }
}

async function isHere(db: ClientBase): Promise<boolean> {
  const here = await findCast(db)
  if (here.size === 0) return false
  const { rowCount } = await db.query('select from users where password_hash = $1', [NOT_YET])
  if (rowCount)
    throw new Error('An earlier seed was broken off. Empty the data folder (or the database), and seed again.')
  if (here.size === CAST.length) return true
  throw new Error(`Somebody here has the user name “${[...here.keys()][0]}” already. Seed an empty server instead.`)
}

async function writeEverybody(db: ClientBase): Promise<Cast> {
  const pictures = await writePictures(db)
  await writeCast(db, pictures)
  const ids = await findCast(db)
  await writeContacts(db, ids)
  return { ids, pictures }
}

async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** The ids of those of the cast that are here, by userName. */
export async function findCast(db: ClientBase): Promise<ReadonlyMap<string, string>> {
  const keys = CAST.map((person) => userNameKey(person.userName))
  const { rows } = await db.query<{ id: string; key: string }>(
    'select id::text, user_name_key as key from users where user_name_key = any($1)',
    [keys],
  )
  return new Map(
    CAST.flatMap(({ userName }) => {
      const row = rows.find((each) => each.key === userNameKey(userName))
      return row ? [[userName, row.id] as const] : []
    }),
  )
}

/** As at signing up, the first account of a server is its admin's. */
async function writeCast(db: ClientBase, pictures: ReadonlyMap<string, string>): Promise<void> {
  const { rows } = await db.query('select from users limit 1')
  for (const [index, person] of CAST.entries()) {
    await db.query(
      `insert into users (user_name, user_name_key, full_name, search_key, about, password_hash, role, picture_id)
       values ($1, $2, $3, $4, $5, $6, $7::user_role, $8)`,
      [
        person.userName,
        userNameKey(person.userName),
        person.fullName,
        searchKey(person.userName, person.fullName),
        person.about,
        NOT_YET,
        rows.length === 0 && index === 0 ? 'admin' : 'user',
        pictures.get(person.userName) ?? null,
      ],
    )
  }
}

async function writeContacts(db: ClientBase, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const { owner, user, name } of CONTACTS) {
    await db.query('insert into contacts (owner_id, user_id, name) values ($1, $2, $3)', [
      ids.get(owner),
      ids.get(user),
      name ?? null,
    ])
  }
}
