import type { Retention, RetentionEstimate } from '@/contracts/dto'
import type { Ports } from './ports'

type RetentionPorts = Pick<Ports, 'retention'>

export function estimateRetention({ retention }: RetentionPorts) {
  return (wanted: Retention): Promise<RetentionEstimate> => retention.estimate(wanted)
}

/** What is older goes within a minute, on every server. */
export function setRetention({ retention }: RetentionPorts) {
  return async (wanted: Retention): Promise<Retention> => {
    await retention.set(wanted)
    return wanted
  }
}
