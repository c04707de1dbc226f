import type { PictureId, UserId } from '@/contracts/ids'
import { changeShared, managerIn, undecided } from './decide'
import type { Decision, Group } from './group'

export interface GroupChange {
  readonly name?: string
  readonly pictureId?: PictureId | null
  readonly pastOpen?: boolean
}

/** One event for each thing that is different afterwards. @throws KithError as `managerIn` */
export function changeGroup(group: Group, actorId: UserId, change: GroupChange): Decision {
  managerIn(group, actorId)
  const { name, pictureId, pastOpen } = change
  const before = group.shared
  let decision = undecided(group)
  if (name !== undefined && name !== before.name) {
    decision = changeShared(decision, 'conversation:renamed', { name })
  }
  if (pictureId !== undefined && pictureId !== before.pictureId) {
    decision = changeShared(decision, 'conversation:pictureChanged', { pictureId })
  }
  if (pastOpen !== undefined && pastOpen !== before.pastOpen) {
    decision = changeShared(decision, 'conversation:settingsChanged', { pastOpen })
  }
  return decision
}
