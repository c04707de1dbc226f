import { vi } from 'vitest'
import { attachmentAddress } from '@/contracts/addresses'
import type { ConversationId } from '@/contracts/ids'
import { databaseRetention } from '@/server/infrastructure/database/retention'
import { timesUp } from '../expire'
import { ageInDatabase } from '../retain'
import type { Needle } from './needle'
import type { Chat, Planted } from './plant'
import { PASSWORD, type Resident } from './resident'
import type { ErasingStage } from './stage'

/** A way in which what was said goes. */
export interface Way {
  readonly name: string
  /** Where it is said. */
  chat(people: Pick<Chat, 'ana' | 'bea'>): Promise<ConversationId>
  /** What has to be there besides, while it is. */
  besides?(planted: Planted): Promise<void>
  /** Resolves when it has been asked for; it may take a while to be done. */
  erase(planted: Planted, stage: ErasingStage): Promise<unknown>
  /** Whose channels it goes from; the server's stores have it as long as anybody does. */
  readonly from: 'everybody' | 'bea'
  /** She had it erased together with her account. */
  readonly anaIsGone?: true
  /** What of it goes; left out: all. */
  takes?(planted: Planted): readonly Needle[]
}

type Pair = Pick<Chat, 'ana' | 'bea'>

const direct = ({ ana, bea }: Pair) => ana.phone.openDirect(bea.userId)
async function group({ ana, bea }: Pair): Promise<ConversationId> {
  const { conversations } = ana.phone.trpc
  return (await conversations.createGroup.mutate({ name: 'Bakers', userIds: [bea.userId] })).conversationId
}
async function fleeting(people: Pair): Promise<ConversationId> {
  const conversationId = await direct(people)
  await people.ana.phone.trpc.conversations.change.mutate({ conversationId, disappearAfterMs: 3_600_000 })
  return conversationId
}
async function ending(people: Pair): Promise<ConversationId> {
  const conversationId = await group(people)
  const endsAt = '2035-01-01T00:00:00.000Z'
  await people.ana.phone.trpc.conversations.change.mutate({ conversationId, endsAt })
  return conversationId
}

const clear = ({ phone }: Resident, id: ConversationId) => phone.client.deleteChat(id)
/** What waits to be sent is hers alone, and goes with the chat. */
async function drafted({ ana, id, word, seqs }: Planted): Promise<void> {
  const { drafts } = ana.phone.client
  drafts.write(id, { text: `Not said yet: ${word}`, replyTo: seqs[0] ?? null })
  drafts.flush(id)
}

const ASKING = { timeout: 120_000, interval: 1_000 }

/** Kept so long that nothing of what else is said here is concerned. */
const DAYS = { messages: 90, files: 30 }

async function grownOld({ id }: Planted, { pool }: ErasingStage, days: number): Promise<void> {
  await databaseRetention(pool).set(DAYS)
  await ageInDatabase(pool, id, days)
}

/** Of the album, the voice message and the circle video: stickers and pictures of links are no files of messages. */
const filesOf = ({ id: conversationId, needles, seqs }: Planted) => {
  const [, album = 0, voice = 0, circle = 0] = seqs
  const theirs = new Set(
    [album, voice, circle].flatMap((seq) =>
      [0, 1, 2].flatMap((position) =>
        (['whole', 'preview'] as const).map((part) => attachmentAddress({ conversationId, seq }, position, part)),
      ),
    ),
  )
  return needles.filter(({ name }) => theirs.has(name))
}

/** Another way is an entry more. */
export const WAYS: readonly Way[] = [
  {
    name: 'each message deleted for everyone',
    chat: direct,
    from: 'everybody',
    erase: async ({ ana, id, seqs }) => {
      // A server that is too busy says so, and is asked again.
      for (const seq of seqs) await vi.waitFor(() => ana.phone.client.conversation(id).delete(seq), ASKING)
    },
  },
  {
    name: 'a chat that both delete',
    chat: direct,
    from: 'everybody',
    besides: drafted,
    erase: async ({ ana, bea, id }) => {
      await clear(ana, id)
      await clear(bea, id)
    },
  },
  {
    name: 'a chat that one deletes earlier and less, then the other',
    chat: direct,
    from: 'everybody',
    besides: drafted,
    erase: async ({ ana, bea, id }) => {
      await clear(bea, id)
      await ana.phone.send(id, 'Still there?')
      await clear(ana, id)
    },
  },
  {
    name: 'a group that the last member deletes',
    chat: group,
    from: 'everybody',
    besides: drafted,
    erase: async ({ ana, bea, id }) => {
      await clear(ana, id)
      await clear(bea, id)
    },
  },
  {
    name: 'messages that disappear',
    chat: fleeting,
    from: 'everybody',
    erase: ({ id }, { pool }) => timesUp(pool, id),
  },
  {
    name: 'a group that ends',
    chat: ending,
    from: 'everybody',
    besides: drafted,
    erase: ({ id }, { pool }) => timesUp(pool, id),
  },
  {
    name: 'messages that are older than the server keeps them',
    chat: direct,
    from: 'everybody',
    erase: (planted, stage) => grownOld(planted, stage, DAYS.messages + 1),
  },
  {
    name: 'files that are older than the server keeps them',
    chat: group,
    from: 'everybody',
    takes: filesOf,
    erase: (planted, stage) => grownOld(planted, stage, DAYS.files + 1),
  },
  {
    name: 'an account that is deleted with what it said',
    chat: direct,
    from: 'everybody',
    besides: drafted,
    anaIsGone: true,
    erase: ({ ana }) => ana.phone.trpc.me.delete.mutate({ password: PASSWORD, messages: true }),
  },
  {
    name: 'messages that one deletes for herself',
    chat: direct,
    from: 'bea',
    erase: ({ bea, id, seqs }) => bea.phone.client.conversation(id).setOwn([...seqs], { hidden: true }),
  },
]
