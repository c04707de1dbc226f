import type { ClientBase } from 'pg'
import { searchKey } from '@/server/domain/search-key'
import { userNameKey } from '@/server/domain/user-name'
import { CAST, CONTACTS } from './cast'
import type { LivedConversation } from './conversation-rows'
import { writePictures } from './pictures'
import { type Happening, readScript } from './script'
import { STORIES, type Story } from './stories'
import { writeConversation } from './write-conversation'

/** Two seeds at once: the second waits, and finds everything. */
const SEED_LOCK = 0x6b697468

/** In a transaction. Answers false, having changed nothing, when the cast is here already. */
export async function seedCast(db: ClientBase, passwordHash: string, now: Date): Promise<boolean> {
  await db.query('select pg_advisory_xact_lock($1)', [SEED_LOCK])
  const here = await findCast(db)
  if (here.size === CAST.length) return false
  if (here.size > 0) {
    throw new Error(`Somebody here has the user name “${[...here.keys()][0]}” already. Seed an empty server instead.`)
  }
  const pictures = await writePictures(db)
  await writeCast(db, passwordHash, pictures)
  const ids = await findCast(db)
  await writeContacts(db, ids)
  for (const story of STORIES) await writeConversation(db, live(story, ids, pictures, now))
  return true
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
async function writeCast(db: ClientBase, passwordHash: string, pictures: ReadonlyMap<string, string>): Promise<void> {
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
        passwordHash,
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

function live(
  story: Story,
  ids: ReadonlyMap<string, string>,
  pictures: ReadonlyMap<string, string>,
  now: Date,
): LivedConversation {
  const idOf = (userName: string) => ids.get(userName) ?? ''
  const happenings = readScript(story, now).map((happening): Happening => {
    const by = idOf(happening.by)
    return happening.kind === 'joined' ? { ...happening, by, who: idOf(happening.who) } : { ...happening, by }
  })
  return {
    kind: story.name === undefined ? 'direct' : 'group',
    name: story.name ?? null,
    pictureId: pictures.get(story.name ?? '') ?? null,
    createdAt: new Date((happenings[0]?.at ?? now).getTime() - 30_000),
    userIds: story.people.map(idOf),
    happenings,
    unread: Object.fromEntries(Object.entries(story.unread ?? {}).map(([name, count]) => [idOf(name), count])),
  }
}
