import { Decoder, type Packet } from 'socket.io-parser'

/**
 * Socket.IO's own encoding for packets without bytes, of which Kith sends none: its own encoder looks through all that is sent for
 * some, twice for each packet.
 */
class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : ''
    return [`${type}${namespace}${id ?? ''}${data == null ? '' : JSON.stringify(data)}`]
  }
}

export const textParser = { Encoder, Decoder }
