import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signedTickets } from './tickets'

const ACTOR = { userId: '7', sessionId: '9223372036854775807' }
const NOW = 1_800_000_000_000

describe('a ticket', () => {
  const tickets = signedTickets('secret', () => NOW)
  const ticket = tickets.issue(ACTOR)

  it('says whose it is', () => {
    expect(tickets.read(ticket)).toEqual(ACTOR)
  })

  it('is good for less than 30 s', () => {
    const at = (ms: number) => signedTickets('secret', () => NOW + ms).read(ticket)
    expect(at(29_999)).toEqual(ACTOR)
    expect(at(30_000)).toBeNull()
  })

  it('of another server is none', () => {
    expect(signedTickets('another', () => NOW).read(ticket)).toBeNull()
  })

  it('with any character changed is none', () => {
    fc.assert(
      fc.property(fc.nat(ticket.length - 1), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (at, char) => {
        fc.pre(char !== ticket[at])
        const changed = ticket.slice(0, at) + char + ticket.slice(at + 1)
        // The last digit of base64 has bits that don't count.
        fc.pre(at < ticket.length - 1)
        expect(tickets.read(changed)).toBeNull()
      }),
    )
  })

  it.each(['', '.', '1.2.3', 'x'.repeat(100_000), '-1.2.1900000000000.', '\0'])('is not %j', (nonsense) => {
    expect(tickets.read(nonsense)).toBeNull()
  })
})
