import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewMessage, SendResult } from '@/server/application/log-ports'
import { newMessage } from '@/server/testing/conversation-stage'
import { LANES, sharedCommits } from './shared-commits'

interface Underway {
  readonly messages: readonly NewMessage[]
  commit(): void
  fail(error: Error): void
}

/** A store whose commits end when the test says so. */
function slowStore() {
  const underway: Underway[] = []
  const store = (messages: readonly NewMessage[]) =>
    new Promise<readonly SendResult[]>((resolve, reject) => {
      underway.push({ messages, commit: () => resolve(messages.map(sentAs)), fail: reject })
    })
  return { store, underway }
}

const sentAs = ({ text }: NewMessage): SendResult => ({
  ok: true,
  sent: { messageId: text, sentAt: '2026-01-01T00:00:00.000Z', places: [] },
})

const textsOf = (results: readonly SendResult[]) => results.map((result) => result.ok && result.sent.messageId)
const settle = () => new Promise((resolve) => setImmediate(resolve))

function openShared() {
  const together = slowStore()
  const alone = slowStore()
  return { send: sharedCommits({ together: together.store, alone: alone.store }), together, alone }
}

describe('a send', () => {
  it('waits for nobody when no commit is underway', () => {
    const { send, together } = openShared()
    void send([newMessage('1', '10', 'first')])
    expect(together.underway).toHaveLength(1)
  })

  it('isn’t kept waiting by one commit of another conversation, whichever it is', () => {
    for (const other of ['11', '12', '13', '14']) {
      const { send, together } = openShared()
      void send([newMessage('1', '10', 'first')])
      void send([newMessage('1', other, 'second')])
      expect(together.underway.map(({ messages }) => messages.map(({ text }) => text))).toEqual([['first'], ['second']])
    }
  })

  it('shares the next commit with what came during the one before, and gets its own answer', async () => {
    const { send, together } = openShared()
    const first = send([newMessage('1', '10', 'first')])
    const later = ['second', 'third'].map((text) => send([newMessage('1', '10', text)]))
    expect(together.underway).toHaveLength(1)
    together.underway[0]?.commit()
    await settle()
    expect(together.underway[1]?.messages.map(({ text }) => text)).toEqual(['second', 'third'])
    together.underway[1]?.commit()
    const answers = await Promise.all([first, ...later])
    expect(answers.map(textsOf)).toEqual([['first'], ['second'], ['third']])
  })

  it('fails with those whose commit it shared, and not with those after it', async () => {
    const { send, together } = openShared()
    const first = send([newMessage('1', '10', 'first')])
    const second = send([newMessage('1', '10', 'second')])
    together.underway[0]?.fail(new Error('the connection broke'))
    await expect(first).rejects.toThrow('the connection broke')
    await settle()
    together.underway[1]?.commit()
    expect(textsOf(await second)).toEqual(['second'])
  })

  it('of files, to people or to several places at once doesn’t make others wait', () => {
    const { send, together, alone } = openShared()
    const message = newMessage('1', '10')
    void send([{ ...message, attachments: [{ kind: 'file', uploadId: 'u', name: 'a.txt' }] }])
    void send([{ ...message, places: [{ userId: '2' }] }])
    void send([{ ...message, places: [{ conversationId: '10' }, { conversationId: '11' }] }])
    void send([{ ...message, forward: { conversationId: '10', seq: 2 } }])
    expect([together.underway.length, alone.underway.length]).toEqual([0, 4])
  })

  it('shares a commit with a bounded number of others, and of characters', async () => {
    for (const [count, text] of [
      [600, 'short'],
      [30, 'x'.repeat(100_000)],
    ] as const) {
      const { send, together } = openShared()
      for (let n = 0; n < count; n++) void send([newMessage('1', '10', text)])
      const sizes: number[] = []
      for (let at = 0; at < together.underway.length; at++) {
        sizes.push(together.underway[at]?.messages.length ?? 0)
        together.underway[at]?.commit()
        await settle()
      }
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(text === 'short' ? 256 : 10)
    }
  })
})

const conversationOf = ({ places: [place] }: NewMessage) =>
  place && 'conversationId' in place ? place.conversationId : undefined

const arrivals = fc.array(
  fc.oneof(fc.record({ conversation: fc.integer({ min: 10, max: 14 }) }), fc.record({ commit: fc.nat(LANES) })),
  { maxLength: 60 },
)

it('each send is stored once, in its conversation’s order, and answered as itself, however commits end', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async (steps) => {
      const { send, together } = openShared()
      const sent: { conversation: string; text: string; answer: Promise<readonly SendResult[]> }[] = []
      const committed = new Set<Underway>()
      const underway = () => together.underway.filter((one) => !committed.has(one))
      for (const [at, step] of steps.entries()) {
        if ('commit' in step) {
          const ended = underway()[step.commit]
          ended?.commit()
          if (ended) committed.add(ended)
        } else {
          const conversation = String(step.conversation)
          sent.push({ conversation, text: `${at}`, answer: send([newMessage('1', conversation, `${at}`)]) })
        }
        await settle()
        const conversations = underway().map(({ messages }) => new Set(messages.map(conversationOf)))
        expect(conversations.length).toBeLessThanOrEqual(LANES)
        expect(new Set(conversations.flatMap((each) => [...each])).size).toBe(
          conversations.reduce((sum, { size }) => sum + size, 0),
        )
      }
      for (let at = 0; at < together.underway.length; at++) {
        together.underway[at]?.commit()
        await settle()
      }
      for (const { text, answer } of sent) expect(textsOf(await answer)).toEqual([text])
      const stored = together.underway.flatMap(({ messages }) => messages)
      for (const id of new Set(sent.map(({ conversation }) => conversation))) {
        const here = stored.filter((message) => conversationOf(message) === id)
        expect(here.map(({ text }) => text)).toEqual(sent.flatMap((one) => (one.conversation === id ? one.text : [])))
      }
    }),
  )
})
