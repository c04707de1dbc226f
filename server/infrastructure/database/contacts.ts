import type { UserId } from '@/contracts/ids'
import type { Contacts } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { Prisma, type PrismaClient } from './generated/client'
import { type ProfileRow, SHOWN, toProfile } from './profile'

type ContactRow = { readonly privateVersion: number; readonly name: string | null } & (ProfileRow | { id: null })

export function databaseContacts(prisma: PrismaClient): Contacts {
  return {
    async list(ownerId) {
      // One statement, as the version must be that of the contacts.
      const rows = await prisma.$queryRaw<ContactRow[]>`
        SELECT owner.private_version AS "privateVersion", contact.name, ${Prisma.raw(SHOWN('known', 'owner'))}
        FROM users owner
        LEFT JOIN contacts contact ON contact.owner_id = owner.id
        LEFT JOIN users known ON known.id = contact.user_id
        WHERE owner.id = ${BigInt(ownerId)}
        ORDER BY lower(coalesce(contact.name, known.full_name)), known.id`
      return {
        contacts: rows.flatMap((row) => (row.id === null ? [] : [{ profile: toProfile(row), name: row.name }])),
        privateVersion: rows[0]?.privateVersion ?? 0,
      }
    },
    async add(ownerId, userId) {
      const rows = await prisma.$queryRaw<VersionRow[]>`
        WITH known AS (SELECT id FROM users WHERE id = ${BigInt(userId)}),
        added AS (
          INSERT INTO contacts (owner_id, user_id) SELECT ${BigInt(ownerId)}, id FROM known ON CONFLICT DO NOTHING
        )
        UPDATE users SET private_version = private_version + 1, ${SEEN_ANEW}
        WHERE id = ${BigInt(ownerId)} AND EXISTS (SELECT FROM known)
        RETURNING private_version AS version`
      return versionOf(rows)
    },
    async rename(ownerId, userId, name) {
      const rows = await prisma.$queryRaw<VersionRow[]>`
        WITH renamed AS (
          UPDATE contacts SET name = ${name} WHERE owner_id = ${BigInt(ownerId)} AND user_id = ${BigInt(userId)}
          RETURNING 1
        )
        UPDATE users SET private_version = private_version + 1
        WHERE id = ${BigInt(ownerId)} AND EXISTS (SELECT FROM renamed)
        RETURNING private_version AS version`
      return versionOf(rows)
    },
    remove: (ownerId, userId) => removeContact(prisma, ownerId, userId),
  }
}

// What is for contacts alone shows, or doesn't any more.
const SEEN_ANEW = Prisma.raw(
  `profile_version = profile_version + ('contacts' IN (picture_audience, about_audience))::int`,
)

interface VersionRow {
  readonly version: number
}

async function removeContact(prisma: PrismaClient, ownerId: UserId, userId: UserId): Promise<number> {
  const rows = await prisma.$queryRaw<VersionRow[]>`
    WITH removed AS (
      DELETE FROM contacts WHERE owner_id = ${BigInt(ownerId)} AND user_id = ${BigInt(userId)} RETURNING 1
    )
    UPDATE users SET private_version = private_version + 1, ${SEEN_ANEW}
    WHERE id = ${BigInt(ownerId)} AND EXISTS (SELECT FROM removed)
    RETURNING private_version AS version`
  return versionOf(rows)
}

function versionOf([row]: readonly VersionRow[]): number {
  if (row === undefined) throw notFound('contact')
  return row.version
}
