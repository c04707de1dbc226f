import type { Pictures } from '@/server/application/ports'
import type { PrismaClient } from './generated/client'

export function databasePictures(prisma: PrismaClient): Pictures {
  return {
    async put({ id, bytes }) {
      await prisma.$executeRaw`
        INSERT INTO pictures (id, bytes) VALUES (${id}, ${Buffer.from(bytes)}) ON CONFLICT (id) DO NOTHING`
    },
    async get(id) {
      return (await prisma.picture.findUnique({ where: { id }, select: { bytes: true } }))?.bytes ?? null
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
