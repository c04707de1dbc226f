import { expect, it } from 'vitest'
import { sendMessage } from './send-message'

it('a message of more files than are allowed here is refused before anything is stored', async () => {
  const ports = { messages: { send: () => Promise.reject(new Error('Stored.')) }, relay: {} } as never
  const attachment = { uploadId: 'a'.repeat(32), kind: 'file' as const, name: 'a' }
  const input = (count: number) => ({
    ...{ clientId: '00000000-0000-4000-8000-000000000000', createdAt: '2026-11-21T00:00:00.000Z', mentions: [] },
    ...{ kind: 'text' as const, text: '', places: [{ conversationId: '1' }] },
    attachments: Array.from({ length: count }, () => attachment),
  })
  const send = sendMessage(ports, { files: { perMessage: 2 } })
  await expect(send({ userId: '1' }, input(3))).rejects.toMatchObject({ code: 'invalid' })
  await expect(send({ userId: '1' }, input(2))).rejects.toThrow('Stored.')
})
