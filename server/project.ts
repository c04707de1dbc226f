import path from 'node:path'
import { fileURLToPath } from 'node:url'

// Right for server/project.ts and for what is built from it in dist/.
const PROJECT = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

export const inProject = (...parts: string[]): string => path.join(PROJECT, ...parts)

export const MIGRATIONS = inProject('prisma', 'migrations')
