import { expect, it } from 'vitest'
import type { OverviewLine, PendingMessage, PlaceTarget } from '@/client/kith'
import { unsentElsewhere } from './unsent'

const line = (id: string, pair: readonly [string, string] | null = null) =>
  ({ entry: { conversation: { id, pair } } }) as unknown as OverviewLine
const LINES = [line('1'), line('2', ['7', '9'])]

function pending(places: readonly PlaceTarget[], status: PendingMessage['status'] = 'failed'): PendingMessage {
  const rest = { kind: 'text', text: 'Hello', mentions: [], attachments: [], replyTo: null } as const
  return { ...rest, clientId: JSON.stringify(places), createdAt: '2026-01-01T00:00:00.000Z', places, status }
}

const unsent = (...all: PendingMessage[]) => unsentElsewhere(all, LINES, '9').map(({ places }) => places)

it('is what no chat shows: of a chat that isn’t here, or for somebody with whom there is none', () => {
  expect(unsent(pending([{ conversationId: '3' }]), pending([{ userId: '8' }]))).toEqual([
    [{ conversationId: '3' }],
    [{ userId: '8' }],
  ])
})

it('is nothing that one of its chats shows, nor what waits', () => {
  const shown = [
    pending([{ conversationId: '1' }]),
    pending([{ conversationId: '3' }, { conversationId: '1' }]),
    pending([{ userId: '7' }]),
  ]
  expect(unsent(...shown, pending([{ conversationId: '3' }], 'waiting'))).toEqual([])
})
