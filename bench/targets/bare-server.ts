import { createServer } from 'node:http'
import { Server } from 'socket.io'
import type { SendInput } from '@/contracts/inputs'

export interface BareMessage {
  readonly senderId: string
  readonly conversationId: string
  readonly clientId: string
  readonly text: string
  readonly createdAt: string
}

/** A Socket.IO server that tells everybody in a room what is said there, when `keep` has had its way. */
export async function openBareServer(
  keep: (message: BareMessage, answer: (stored: BareMessage & { readonly id?: string }) => void) => Promise<void>,
): Promise<void> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, perMessageDeflate: false, httpCompression: false })
  io.on('connection', (socket) => {
    const senderId = String(socket.handshake.auth.ticket)
    const [conversationId = ''] = senderId.split('@').slice(1)
    void socket.join(conversationId)
    socket.on('message:send', (input: SendInput, acknowledge: (answer: object) => void) => {
      const { clientId, text, createdAt } = input
      void keep({ senderId, conversationId, clientId, text, createdAt }, (stored) => {
        acknowledge({ ok: true, id: stored.id })
        const message = { clientId, senderId, text, createdAt, id: stored.id }
        socket.to(conversationId).emit('message:posted', { conversationId, seq: 0, actorId: senderId, message })
      })
    })
  })
  http.listen(0, '127.0.0.1', () => {
    const address = http.address()
    process.send?.(typeof address === 'object' ? address?.port : null)
  })
  process.once('SIGTERM', () => process.exit(0))
  process.once('disconnect', () => process.exit(0))
}
