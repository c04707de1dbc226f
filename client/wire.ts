import { io } from 'socket.io-client'
import { type ClientToServerEvents, type Handshake, PROTOCOL } from '@/contracts/events'
import type { KithError } from '@/server/domain/errors'
import { asRefusal, unreachable } from './refusal'
import type { ServerEvent } from './server-event'

export type RequestName = keyof ClientToServerEvents
export type RequestInput<Name extends RequestName> = Parameters<ClientToServerEvents[Name]>[0]
type AnswerTo<Name extends RequestName> = Parameters<Parameters<ClientToServerEvents[Name]>[1]>[0]
export type RequestAnswer<Name extends RequestName> = Extract<AnswerTo<Name>, { ok: true }>

/** One connection to a gateway, from its handshake to its end. */
export interface Wire {
  /** @throws KithError what the server refused with, or `busy` when no answer came in time */
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    timeoutMs: number,
  ): Promise<RequestAnswer<Name>>
  close(): void
}

export interface WireListener {
  connected(): void
  event(event: ServerEvent): void
  /**
   * Called once, also when the handshake failed: `refusal` is the gateway's, if it answered. `silent`: nothing was heard for too
   * long; otherwise the other end, or the device, said that the connection is over.
   */
  closed(refusal: KithError | null, silent?: boolean): void
}

interface Target {
  readonly url: string
  readonly ticket: string
  readonly timeoutMs: number
  /** For seeing whether one gets through: without falling back. */
  readonly websocketOnly?: boolean
}

export type Dial = (target: Target, listener: WireListener) => Wire

const refusalOf = (error: Error): KithError | null => {
  const { data } = error as { data?: unknown }
  return data === undefined ? null : asRefusal(data)
}

/** By Socket.IO: a websocket, or polling where none gets through. Its own reconnecting is off: that is ours. */
export const dialSocket: Dial = ({ url, ticket, timeoutMs, websocketOnly = false }, listener) => {
  const socket = io(url || undefined, {
    auth: { ticket, protocol: PROTOCOL, followsAnswers: true } satisfies Handshake,
    transports: websocketOnly ? ['websocket'] : ['websocket', 'polling'],
    tryAllTransports: true,
    reconnection: false,
    forceNew: true,
    timeout: timeoutMs,
  })
  let closed = false
  const close = (refusal: KithError | null, silent = false): void => {
    if (closed) return
    closed = true
    socket.removeAllListeners()
    socket.disconnect()
    listener.closed(refusal, silent)
  }
  socket.on('connect', () => listener.connected())
  socket.on('connect_error', (error) => close(refusalOf(error)))
  socket.on('disconnect', (reason) => close(null, reason === 'ping timeout'))
  socket.onAny((name: string, payload: unknown) => listener.event({ name, payload } as ServerEvent))
  return {
    async request(name, input, requestTimeoutMs) {
      if (closed) throw unreachable()
      const answer: unknown = await socket
        .timeout(requestTimeoutMs)
        .emitWithAck(name, input)
        .catch(() => {
          throw unreachable()
        })
      if (typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true) return answer as never
      throw asRefusal(answer)
    },
    close: () => {
      closed = true
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}
