import type { KithClient } from '@/client/kith'
import type { SendToRequest } from './asked'
import type { Destination } from './destination'

/**
 * Gives the outbox what was asked for: it is on its way when this resolves. Adding places alone waits for the server, and
 * rejects with its refusal.
 */
export async function deliver(
  kith: KithClient,
  request: SendToRequest,
  chosen: readonly Destination[],
  text: string,
): Promise<void> {
  const places = chosen.map(({ place }) => place)
  switch (request.kind) {
    case 'new':
      kith.sendTo(places, text)
      return
    case 'written':
      kith.sendTo(places, text, { attachments: request.attachments })
      request.onSent()
      return
    case 'forward':
      for (const { conversationId, seq } of request.events) {
        kith.sendTo(places, '', { forward: { conversationId, seq } })
      }
      request.onSent?.()
      return
    case 'place': {
      const { conversationId, seq } = request.event
      await kith.conversation(conversationId).placeMore(seq, places)
    }
  }
}
