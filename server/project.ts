import path from 'node:path'
import { fileURLToPath } from 'node:url'

// Right for server/project.ts, for what is built from it in dist/, and in Next's routes, where this is the file's own address.
const PROJECT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

export const inProject = (...parts: string[]): string => path.join(PROJECT, ...parts)

export const MIGRATIONS = inProject('prisma', 'migrations')
