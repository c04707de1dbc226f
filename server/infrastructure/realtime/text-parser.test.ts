import fc from 'fast-check'
import { Encoder, PacketType } from 'socket.io-parser'
import { expect, test } from 'vitest'
import { textParser } from './text-parser'

const packet = fc.record(
  {
    type: fc.constantFrom(
      PacketType.CONNECT,
      PacketType.DISCONNECT,
      PacketType.EVENT,
      PacketType.ACK,
      PacketType.CONNECT_ERROR,
    ),
    nsp: fc.constantFrom('/', '/admin'),
    id: fc.nat(),
    data: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
  },
  { requiredKeys: ['type', 'nsp'] },
)

test('packets without bytes are encoded as Socket.IO encodes them', () => {
  fc.assert(
    fc.property(packet, (sent) => {
      expect(new textParser.Encoder().encode(sent)).toEqual(new Encoder().encode(sent))
    }),
  )
})
