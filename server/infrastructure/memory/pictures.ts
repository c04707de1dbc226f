import type { Pictures } from '@/server/application/ports'
import type { MemoryAccounts } from './accounts'

export function memoryPictures(accounts: MemoryAccounts): Pictures {
  const { pictures, users } = accounts
  return {
    async put({ id, bytes }) {
      pictures.set(id, bytes)
    },
    get: async (id) => pictures.get(id) ?? null,
    async release(id) {
      const shown = [...users.values()].some(({ profile }) => profile.pictureId === id) || accounts.groupShows(id)
      if (!shown) pictures.delete(id)
    },
  }
}
