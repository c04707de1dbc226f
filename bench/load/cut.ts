import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/** Every connection that this process opens from now on, until it is closed. */
export function watchConnections(): { readonly open: ReadonlySet<Socket>; cut(): void } {
  const open = new Set<Socket>()
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: Socket }
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return {
    open,
    /** All at once, without a word, as when a network goes. */
    cut() {
      for (const socket of open) socket.resetAndDestroy()
    },
  }
}
