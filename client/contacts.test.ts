import { expect, it } from 'vitest'
import type { Profile } from '@/contracts/dto'
import { ContactList } from './contacts'

/** A list over a server whose answers come when they are let go. */
function listOver(server: { version: number }) {
  const answers: (() => void)[] = []
  const contacts = new ContactList({
    api: {
      contacts: () =>
        new Promise((resolve) =>
          answers.push(() => resolve({ contacts: [], blocked: [], invitations: [], privateVersion: server.version })),
        ),
    },
    people: () => new Map(),
    learn: () => {},
    save: () => {},
  })
  const answer = async () => {
    answers.shift()?.()
    // The answer, and what is asked for after it.
    for (let step = 0; step < 10; step++) await Promise.resolve()
  }
  return { contacts, answer, asked: () => answers.length }
}

it('reaches the newest version it was told of, also when that came while an older one was being asked for', async () => {
  const server = { version: 5 }
  const { contacts, answer, asked } = listOver(server)
  void contacts.follow(5)
  void contacts.follow(6)
  await Promise.resolve()
  server.version = 6
  await answer()
  // Version 6 is here already. Its request waits for its turn, and 7 shares it.
  expect(contacts.version).toBe(6)
  server.version = 7
  void contacts.follow(7)
  await answer()
  await answer()
  expect(contacts.version).toBe(7)
  expect(asked()).toBe(0)
})

it('tells those who follow it of each version that it has', async () => {
  const server = { version: 2 }
  const { contacts, answer } = listOver(server)
  const seen: number[] = []
  contacts.versions.subscribe((version) => seen.push(version))
  void contacts.follow(2)
  await Promise.resolve()
  await answer()
  void contacts.follow(2)
  expect(seen).toEqual([2])
})

it('names everybody in its lists, so that they can be compared with what the server has', () => {
  const { contacts } = listOver({ version: 1 })
  const [ana, bea, carl] = ['1', '2', '3'].map((id) => ({
    ...{ id, version: 1, userName: `user${id}`, fullName: `User ${id}`, about: '', pictureId: null },
  })) as [Profile, Profile, Profile]
  const invitation = { conversationId: '9', name: 'Choir', pictureId: null, members: 2, at: '2026-01-01T00:00:00.000Z' }
  contacts.restore({
    contacts: [{ profile: ana, name: null }],
    blocked: [bea],
    invitations: [{ ...invitation, by: carl }],
    privateVersion: 1,
  })
  expect(contacts.people).toEqual([ana, bea, carl])
})
