import { hash, verify } from '@node-rs/argon2'
import type { PasswordHasher } from '@/server/application/account-ports'

// OWASP's parameters for argon2id, the package's default algorithm.
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

// The same password typed on another system may come with its marks composed otherwise.
const typed = (password: string): string => password.normalize('NFC')

export const argon2: PasswordHasher = {
  hash: (password) => hash(typed(password), PARAMETERS),
  verify: (passwordHash, password) => verify(passwordHash, typed(password)),
}
