import type { Instant, PictureId, UserId } from '@/contracts/ids'
import { changeShared, managerIn, setterIn, undecided } from './decide'
import type { Decision, Group } from './group'

export interface GroupChange {
  readonly name?: string
  readonly pictureId?: PictureId | null
  readonly pastOpen?: boolean
  readonly receiptsShown?: boolean
  /** Of a direct chat, all that can be changed. */
  readonly disappearAfterMs?: number | null
  readonly endsAt?: Instant | null
}

/** One event for each thing that is different afterwards. @throws KithError as `managerIn` */
export function changeGroup(group: Group, actorId: UserId, change: GroupChange): Decision {
  const { name, pictureId, pastOpen, receiptsShown, disappearAfterMs, endsAt } = change
  const others = [name, pictureId, pastOpen, receiptsShown, endsAt]
  const timerAlone = others.every((other) => other === undefined)
  if (timerAlone) setterIn(group, actorId)
  else managerIn(group, actorId)
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
  if (receiptsShown !== undefined && receiptsShown !== before.receiptsShown) {
    const receipts = { setTo: Number(receiptsShown) }
    decision = changeShared(decision, 'conversation:settingsChanged', { receiptsShown }, receipts)
  }
  if (disappearAfterMs !== undefined && disappearAfterMs !== before.disappearAfterMs) {
    const timer = { setTo: disappearAfterMs }
    decision = changeShared(decision, 'conversation:timerChanged', { disappearAfterMs }, timer)
  }
  if (endsAt !== undefined && endsAt !== before.endsAt) {
    const end = { setTo: endsAt === null ? null : Date.parse(endsAt) }
    decision = changeShared(decision, 'conversation:endChanged', { endsAt }, end)
  }
  return decision
}
