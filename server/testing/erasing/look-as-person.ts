import { foundIn } from './needle'
import type { Planted } from './plant'
import { shownBy } from './plant'
import { type Resident, storedBy } from './resident'

/** Where somebody has any of it on a device: in its store, or on its screen. */
export async function lookOnDevices(person: Resident, { id, needles }: Planted): Promise<string[]> {
  const places = {
    'the phone’s store': await storedBy(person.phoneStore),
    'the tablet’s store': await storedBy(person.tabletStore),
    'the phone’s screen': await shownBy(person.phone, id),
  }
  return Object.entries(places).flatMap(([place, parts]) =>
    parts.flatMap((part) => foundIn(part, needles)).map((one) => `${place}: ${one}`),
  )
}

/**
 * Asks for everything that could still tell of it. What is answered, or refused, is heard by the person's tap. Answers what
 * became of each of the files: a status, or what kept it from being answered.
 */
export async function askForEverything({ phone, get }: Resident, planted: Planted): Promise<string[]> {
  const { id: conversationId, word, seqs, addresses } = planted
  const { messages, conversations, stickers, exports, uploads, notifications } = phone.trpc
  const one = { conversationId, seq: seqs[0] ?? 1 }
  await Promise.allSettled([
    messages.history.query({ conversationId }),
    messages.history.query({ conversationId, around: one.seq }),
    messages.since.query({ conversationId, after: 0 }),
    messages.quotes.query({ conversationId, seqs: [...seqs] }),
    messages.search.query({ query: word }),
    messages.search.query({ query: word.slice(0, 6), conversationId }),
    messages.starred.query({}),
    messages.ownSince.query({ conversationId, after: 0 }),
    ...seqs.flatMap((seq) => [
      messages.info.query({ conversationId, seq }),
      messages.versions.query({ conversationId, seq }),
    ]),
    ...(['media', 'file', 'voice', 'link'] as const).map((kind) => messages.gallery.query({ conversationId, kind })),
    conversations.overview.query(),
    conversations.entry.query({ conversationId }),
    conversations.members.query({ conversationId }),
    stickers.shelf.query(),
    exports.status.query(),
    notifications.get.query(),
    uploads.find.query({ sha256: '0'.repeat(64), size: 1, purpose: 'file' }),
  ])
  return Promise.all(addresses.map((address) => fate(get, address)))
}

async function fate(get: Resident['get'], address: string): Promise<string> {
  try {
    const answer = await get(address)
    await answer.arrayBuffer()
    return `${answer.status}`
  } catch (error) {
    const { cause } = error as Error
    return `${address}: ${error} ${cause ?? ''}`
  }
}
