import { unreachable } from './refusal'
import type { Dial, Wire } from './wire'

/** By Socket.IO, which is fetched for the first connection, and not before `calm`: what a person waits for comes first. */
export function dialLater(calm: () => Promise<void>): Dial {
  return (target, listener) => {
    let closed = false
    let wire: Wire | null = null
    const fetched = calm().then(() => import('./wire'))
    fetched.then(
      ({ dialSocket }) => {
        if (!closed) wire = dialSocket(target, listener)
      },
      () => {
        if (!closed) listener.closed(null)
      },
    )
    return {
      async request(name, input, timeoutMs) {
        if (!wire) throw unreachable()
        return wire.request(name, input, timeoutMs)
      },
      close() {
        closed = true
        wire?.close()
      },
    }
  }
}
