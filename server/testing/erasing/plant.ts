import { expect, vi } from 'vitest'
import { attachmentAddress, linkPictureAddress } from '@/contracts/addresses'
import type { Message, MessagePosted, Place } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { bytesNeedle, type Needle, newWord, wordNeedle } from './needle'
import { dump, type Resident, storedBy } from './resident'
import type { ErasingStage } from './stage'
import { thingsCalled } from './things'

const WAIT = { timeout: 120_000, interval: 100 }

export interface Chat {
  readonly id: ConversationId
  readonly ana: Resident
  readonly bea: Resident
}

/** One word and some bytes, in everything that Ana can have said with them and Bea can have done to it. */
export interface Planted extends Chat {
  readonly word: string
  readonly needles: readonly Needle[]
  /** Of Ana's messages, oldest first. */
  readonly seqs: readonly Seq[]
  /** Of all files: pictures of links, posters and thumbnails too. */
  readonly addresses: readonly string[]
}

export async function plant({ far }: ErasingStage, chat: Chat): Promise<Planted> {
  const { id, ana, bea } = chat
  const word = newWord()
  const seqs = await say(chat, word, far.page(word))
  const [first = 0] = seqs
  const hers = await bea.phone.open(id)
  await Promise.all([
    hers.react(first, '🥮'),
    hers.setOwn([...seqs], { starred: true }),
    ana.phone.client.conversation(id).pin(first, true),
    bea.phone.send(id, 'An answer', { replyTo: first }),
  ])
  await ana.phone.open(id)
  const { messages } = await history(chat)
  await vi.waitFor(async () => expect((await history(chat)).messages[0]?.message.preview?.picture).toBeTruthy(), WAIT)
  const addresses = messages.flatMap(({ message, seq }) => addressesOf({ conversationId: id, seq }, message))
  addresses.push(linkPictureAddress({ conversationId: id, seq: first }))
  const files = await Promise.all(addresses.map((address) => fileAt(bea, address)))
  const needles = [wordNeedle(word), ...files.map((bytes, at) => bytesNeedle(addresses[at] ?? '', bytes))]
  await vi.waitFor(() => expect(JSON.stringify(bea.pushed.received.at(-1)?.message ?? '')).toContain(word), WAIT)
  await leaveTablets(chat, word)
  return { ...chat, word, needles, seqs, addresses }
}

async function say({ id, ana, bea }: Chat, word: string, page: string): Promise<Seq[]> {
  const { album, voice, circle, sticker } = await thingsCalled(word)
  const { phone } = ana
  const text = `Look at ${word}, @${bea.userName}: ${page}`
  const first = await phone.send(id, text, { mentions: [bea.userId] })
  await phone.client.conversation(id).edit(first.seq, `Look again: ${page}`, [bea.userId])
  const said: MessagePosted[] = [
    first,
    await phone.send(id, `An album of ${word}`, { attachments: album }),
    await phone.send(id, '', { kind: 'voice', attachments: voice }),
    await phone.send(id, '', { kind: 'circle_video', attachments: circle }),
    await sendSticker(ana, id, word, sticker),
    await phone.send(id, `That was ${word}`),
  ]
  return said.map(({ seq }) => seq)
}

/** Of a pack that is hers no more: the message alone has it. */
async function sendSticker({ phone }: Resident, id: ConversationId, word: string, file: Blob): Promise<MessagePosted> {
  const { trpc, client } = phone
  const { packId } = await trpc.stickers.createPack.mutate({ name: 'Mine' })
  const { signal } = new AbortController()
  const { uploadId } = await client.bringFile({ purpose: 'sticker', file, name: `${word}.png`, signal })
  const drawn = { emoji: '🥮', words: word }
  const { stickerId } = await trpc.stickers.addSticker.mutate({ packId, uploadId, ...drawn })
  const sticker = { id: stickerId, width: 96, height: 96, ...drawn }
  const sent = await phone.send(id, '', { kind: 'sticker', attachments: [{ sticker }] })
  await trpc.stickers.deletePack.mutate({ packId })
  return sent
}

async function history({ id, bea }: Chat) {
  const { events } = await bea.phone.trpc.messages.history.query({ conversationId: id })
  const messages = events.flatMap((event) => (event.kind === 'message:posted' ? [event] : []))
  return { messages }
}

const addressesOf = (place: Place, { attachments }: Message): string[] =>
  attachments.flatMap(({ preview }, position) => [
    attachmentAddress(place, position, 'whole'),
    ...(preview ? [attachmentAddress(place, position, 'preview')] : []),
  ])

async function fileAt({ get }: Resident, address: string): Promise<Buffer> {
  const answer = await get(address)
  expect([address, answer.status]).toEqual([address, 200])
  return Buffer.from(await answer.arrayBuffer())
}

/** Both have it stored on their tablets, and put them away. */
async function leaveTablets({ id, ana, bea }: Chat, word: string): Promise<void> {
  for (const one of [ana, bea]) {
    const tablet = await one.tablet()
    await tablet.open(id)
    for (const storage of [one.tabletStore, one.phoneStore]) {
      await vi.waitFor(async () => expect((await storedBy(storage)).join()).toContain(word), WAIT)
    }
    await tablet.close()
  }
}

/** What a device shows, as far as anything could be drawn from it. */
export const shownBy = ({ client }: Resident['phone'], id: ConversationId): Promise<Buffer[]> =>
  dump([
    client.overview.getState(),
    client.conversation(id).store.getState(),
    client.pending.getState(),
    client.drafts.store.getState(),
    client.people.getState(),
  ])
