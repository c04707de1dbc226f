import type { Pictures } from '@/server/application/file-ports'
import { Prisma, type PrismaClient } from './generated/client'
import { maySee } from './privacy'

export function databasePictures(prisma: PrismaClient): Pictures {
  return {
    async put({ id, bytes }) {
      await prisma.$executeRaw`
        INSERT INTO pictures (id, bytes) VALUES (${id}, ${Buffer.from(bytes)}) ON CONFLICT (id) DO NOTHING`
    },
    async get(viewerId, id) {
      const [row] = await prisma.$queryRaw<{ bytes: Uint8Array }[]>`
        SELECT p.bytes FROM pictures p JOIN users viewer ON viewer.id = ${BigInt(viewerId)}
        WHERE p.id = ${id} AND (
          EXISTS (SELECT FROM users u WHERE u.picture_id = p.id AND ${Prisma.raw(maySee('picture', 'u', 'viewer'))})
          OR EXISTS (SELECT FROM members m JOIN conversations c ON c.id = m.conversation_id
            WHERE m.user_id = viewer.id AND CASE WHEN m.active THEN c.picture_id = p.id
              ELSE m.ended #>> '{shared,pictureId}' = p.id END)
          OR EXISTS (SELECT FROM invitations i JOIN conversations c ON c.id = i.conversation_id
            WHERE i.user_id = viewer.id AND c.picture_id = p.id))`
      return row?.bytes ?? null
    },
    async release(id) {
      // The lock first: who shows the picture by now is seen by the second statement's new snapshot.
      await prisma.$transaction([
        prisma.$queryRaw`SELECT 1 FROM pictures WHERE id = ${id} FOR UPDATE`,
        prisma.$executeRaw`
          DELETE FROM pictures WHERE id = ${id}
            AND NOT EXISTS (SELECT FROM users WHERE picture_id = ${id})
            AND NOT EXISTS (SELECT FROM conversations WHERE picture_id = ${id})`,
      ])
    },
  }
}
