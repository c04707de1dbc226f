import type { Pictures } from '@/server/application/file-ports'
import type { MemoryAccounts } from './accounts'
import { isShown } from './privacy'

export function memoryPictures(accounts: MemoryAccounts): Pictures {
  const { pictures, users } = accounts
  return {
    async put({ id, bytes }) {
      pictures.set(id, bytes)
    },
    async get(viewerId, id) {
      const shown =
        accounts.groupShows(id, viewerId) ||
        [...users.values()].some(
          ({ profile }) => profile.pictureId === id && isShown(accounts, 'picture', profile.id, viewerId),
        )
      return (shown && pictures.get(id)) || null
    },
    async release(id) {
      const shown = [...users.values()].some(({ profile }) => profile.pictureId === id) || accounts.groupShows(id)
      if (!shown) pictures.delete(id)
    },
  }
}
