import type { Presence } from '@/contracts/dto'
import type { ServerToClientEvents } from '@/contracts/events'
import type { SessionId, UserId } from '@/contracts/ids'

/** What gateways know of people's activity. A gateway's rows count only while its lease holds. */
export interface PresenceStore {
  /** Answers the other gateways whose leases hold, and forgets those that have long been dead. */
  renewLease(gatewayId: string, leaseMs: number): Promise<readonly string[]>
  /** Ends the lease and settles the gateway's users' last seen. */
  endLease(gatewayId: string): Promise<void>
  /** In one statement. `onlineForMs` 0 ends it now; negative is not allowed. */
  report(gatewayId: string, reports: readonly { userId: UserId; onlineForMs: number }[]): Promise<void>
  /** One for each user asked for, in any order. */
  read(userIds: readonly UserId[]): Promise<readonly Presence[]>
}

/** What goes over the relay to a user's sockets: an event for the browser, or an order to the gateway. */
export type RelayEvent =
  | {
      [Name in keyof ServerToClientEvents]: {
        readonly name: Name
        readonly payload: Parameters<ServerToClientEvents[Name]> extends [infer Payload] ? Payload : null
        /** Sockets, by their ids, that know it already: it isn't for them. */
        readonly except?: readonly string[]
      }
    }[keyof ServerToClientEvents]
  | { readonly name: 'session:revoked'; readonly payload: { readonly sessionId: SessionId } }
  /** On `presence.` channels: who may watch these users may have changed. */
  | { readonly name: 'watching:changed'; readonly payload: null }
  /** To all gateways: who is there? On the channel `reply` each says so. */
  | { readonly name: 'doctor:asked'; readonly payload: { readonly reply: Channel } }
  | { readonly name: 'doctor:answered'; readonly payload: { readonly gatewayId: string } }

/** `user.` reaches a user's own sockets; `presence.` those that watch the user; `doctor.` who looks after the server. */
export type Channel = `user.${UserId}` | `presence.${UserId}` | `doctor.${string}`

/** Told once per published event, with those of its channels that this subscription has joined. */
export type RelayListener = (channels: readonly Channel[], event: RelayEvent) => void

export interface RelaySubscription {
  join(channel: Channel): void
  leave(channel: Channel): void
  close(): Promise<void>
}

/** Carries committed events to gateways. It may lose and repeat; the log makes up for it. */
export interface Relay {
  publish(channels: readonly Channel[], event: RelayEvent): void
  /** Resolves when all that was published is on its way. Web awaits it before it answers. */
  flush(): Promise<void>
  /** `doubted` is called when something may have been missed. */
  listen(listener: RelayListener, doubted: () => void): RelaySubscription
  readonly connected: boolean
  close(): Promise<void>
}
