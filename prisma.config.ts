import { defineConfig } from 'prisma/config'

// Only the Prisma CLI reads this; the server takes its database from server/env.ts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/kith' },
})
