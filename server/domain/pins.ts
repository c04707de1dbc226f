import { KithError } from './errors'
import { LIMITS } from './limits'

/** Whether one more can be pinned in a chat where `pins` messages are. @throws KithError `full` */
export function requireRoomToPin(pins: number): void {
  if (pins < LIMITS.pinnedMax) return
  throw new KithError('full', `${LIMITS.pinnedMax} messages are pinned here, and that is all there can be. Unpin one.`)
}
