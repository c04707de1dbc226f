interface Breakable {
  readonly transport: object
  close(discard: boolean): void
}

/** Closes a connection without waiting for its other end, which may never read that it is to be closed. */
export function breakOff(connection: Breakable): void {
  // Engine.IO's transport of websockets has it; others are requests, which end by themselves.
  const { socket } = connection.transport as { socket?: { terminate(): void } }
  connection.close(true)
  socket?.terminate()
}
