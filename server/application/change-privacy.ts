import type { PrivacyChange, PrivacySettings } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishSeenAnew } from './publish-profile'
import { tellPrivateChange } from './tell-private-change'

export function readPrivacy({ privacy }: Pick<Ports, 'privacy'>) {
  return ({ userId }: Pick<Actor, 'userId'>): Promise<PrivacySettings> => privacy.read(userId)
}

/** Everybody whom it concerns is shown at once what they may see now. @throws KithError `not_found`, `invalid` */
export function changePrivacy(ports: Pick<Ports, 'privacy' | 'users' | 'relay'>) {
  const publish = publishSeenAnew(ports)
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Pick<Actor, 'userId'>, change: PrivacyChange): Promise<PrivacySettings> => {
    const exceptions = change.exceptions.filter((one) => one.userId !== userId)
    const { settings, privateVersion } = await ports.privacy.change(userId, { ...change, exceptions })
    await tell(userId, { privateVersion })
    await publish(userId)
    return settings
  }
}
