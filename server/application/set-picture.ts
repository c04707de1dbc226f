import type { Profile } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishProfile } from './publish-profile'
import { storePicture } from './store-picture'

/** Gives the user a picture, or takes it away (null). @throws KithError `invalid`, `too_long` */
export function setPicture(ports: Pick<Ports, 'users' | 'pictures' | 'pictureEncoder' | 'relay'>) {
  const store = storePicture(ports)
  const publish = publishProfile(ports)
  return async ({ userId }: Actor, picture: string | null): Promise<Profile> => {
    const before = await ports.users.profile(userId)
    const pictureId = picture === null ? null : await store(picture)
    const after = await ports.users.change(userId, { pictureId })
    if (before.pictureId !== null && before.pictureId !== pictureId) await ports.pictures.release(before.pictureId)
    await publish(userId)
    return after
  }
}
