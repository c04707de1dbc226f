import { createECDH } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { vapidKeys } from './vapid-keys'

it('the same secret has the same keys, another one others', () => {
  expect(vapidKeys('one')).toEqual(vapidKeys('one'))
  expect(vapidKeys('one').publicKey).not.toBe(vapidKeys('two').publicKey)
})

it('they are a pair on the curve, of the lengths that browsers and push services want', () => {
  fc.assert(
    fc.property(fc.string(), (secret) => {
      const { publicKey, privateKey } = vapidKeys(secret)
      const pair = createECDH('prime256v1')
      pair.setPrivateKey(privateKey, 'base64url')
      expect(pair.getPublicKey('base64url')).toBe(publicKey)
      expect([publicKey.length, privateKey.length]).toEqual([87, 43])
    }),
  )
})
