import { encode } from 'next-auth/jwt'
import { expect, it } from 'vitest'
import { readingClaims } from './read-claims'

const KEY = 'a key'
const token = (claim: object, maxAge = 3_600) => encode({ token: { ...claim }, secret: KEY, maxAge })

it('says the same of a token as often as it is asked', async () => {
  const read = readingClaims()
  const mine = await token({ uid: '7' })
  expect(await read(mine, KEY)).toMatchObject({ uid: '7' })
  expect(await read(mine, KEY)).toMatchObject({ uid: '7' })
  expect(await read(await token({ uid: '8' }), KEY)).toMatchObject({ uid: '8' })
})

it('takes no token for another key that it knows for one', async () => {
  const read = readingClaims()
  const mine = await token({ uid: '7' })
  await read(mine, KEY)
  expect(await read(mine, 'another key')).toBeNull()
  expect(await read(`${mine}x`, KEY)).toBeNull()
})

it('remembers none for longer than it holds', async () => {
  let now = Date.now()
  const read = readingClaims(() => now)
  const mine = await token({ uid: '7', exp: 1 }, -3_600)
  expect(await read(mine, KEY)).toBeNull()
  const short = await token({ uid: '7' }, 1)
  const first = await read(short, KEY)
  expect(first).toMatchObject({ uid: '7' })
  expect(await read(short, KEY)).toBe(first)
  now += 3_600_000
  expect(await read(short, KEY)).not.toBe(first)
})
