import { expect, it } from 'vitest'
import { argon2 } from './argon2'

it('verifies the password that was hashed, by argon2id with 19 MiB and two passes', async () => {
  const hash = await argon2.hash('correct horse')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await argon2.verify(hash, 'correct horse')).toBe(true)
  expect(await argon2.verify(hash, 'correct house')).toBe(false)
})

it('takes a password whichever way its accents were typed', async () => {
  expect(await argon2.verify(await argon2.hash('pa\u0301ssword'), 'p\u00E1ssword')).toBe(true)
})
