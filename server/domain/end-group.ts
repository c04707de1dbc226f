import type { EndReport } from '@/contracts/dto'
import { changeShared, undecided } from './decide'
import type { Decision, Group } from './group'

/** Everything said in it has been erased. */
export function endGroup(group: Group, report: EndReport): Decision {
  return changeShared(undecided(group), 'conversation:ended', { closed: true, report })
}
