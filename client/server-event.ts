import type { ServerToClientEvents } from '@/contracts/events'

type Payload<Listener> = Listener extends (payload: infer P) => void ? P : never

/** What the server pushes, as one value. */
export type ServerEvent = {
  [Name in keyof ServerToClientEvents]: {
    readonly name: Name
    readonly payload: Parameters<ServerToClientEvents[Name]> extends []
      ? undefined
      : Payload<ServerToClientEvents[Name]>
  }
}[keyof ServerToClientEvents]
