import { createHash, randomBytes } from 'node:crypto'

/** 128 bits of chance, to be put in a link. */
export const newToken = (): string => randomBytes(16).toString('base64url')

/** What is kept of a token: its SHA-256, as hex. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
