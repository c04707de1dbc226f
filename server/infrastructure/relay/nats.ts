import { randomUUID } from 'node:crypto'
import { connect, type NatsConnection, type Status, type Subscription } from '@nats-io/transport-node'
import type { Channel, Relay, RelayEvent } from '@/server/application/relay-ports'
import { RecentlySeen } from './recently-seen'
import { Subscriptions } from './subscriptions'

const FLUSH_TIMEOUT_MS = 2_000
const RECONNECT_WAIT_MS = 250
const PING_INTERVAL_MS = 5_000
const SEEN_IDS = 10_000
/** A publish to more channels is cut into several: each message names all channels of its part. */
const CHANNELS_PER_PUBLISH = 64
const DOUBT_SUBJECT = 'kith.doubted'

/**
 * What goes over the wire: one event, and all the channels it was published to. `id` comes first, so that copies are
 * known by it before they are parsed.
 */
interface Envelope {
  readonly id: string
  readonly channels: readonly Channel[]
  readonly event: RelayEvent
}

const subjectOf = (channel: Channel): string => `kith.${channel}`

/**
 * The relay of several machines: a NATS subject per channel, subscribed to while somebody here has joined it. Within
 * this process events are delivered directly, so that they don't depend on NATS.
 * @param url one or several servers, "nats://host:4222", separated by commas
 * @throws when no server can be reached at first; later it reconnects for ever
 */
export async function connectNatsRelay(url: string): Promise<Relay> {
  const connection = await connect({
    servers: url.split(',').map((server) => server.trim()),
    name: 'kith',
    noEcho: true,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    pingInterval: PING_INTERVAL_MS,
    maxPingOut: 2,
  })
  return new NatsRelay(connection)
}

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const ID_AT = '{"id":"'.length
const QUOTE = '"'.charCodeAt(0)

/** Empty: what isn't Kith's may have none. */
const idOf = (payload: Buffer): string => payload.toString('latin1', ID_AT, payload.indexOf(QUOTE, ID_AT))

// Only Kith's own processes publish here, so the form is known; a null is a message that was cut or isn't theirs.
function parse(payload: Buffer): Envelope | null {
  try {
    return JSON.parse(payload.toString()) as Envelope
  } catch {
    return null
  }
}

class NatsRelay implements Relay {
  readonly #connection: NatsConnection
  readonly #seen = new RecentlySeen(SEEN_IDS)
  readonly #subjects = new Map<Channel, Subscription>()
  readonly #subscriptions: Subscriptions
  readonly #idPrefix = randomUUID()
  /** What goes together when this turn of the event loop ends: each write takes as long as the rest of a publish. */
  #gathered: { readonly channels: readonly Channel[]; readonly event: RelayEvent }[] = []
  #turn: Promise<void> | null = null
  #flushing: Promise<void> | null = null
  #published = 0
  #connected = true

  constructor(connection: NatsConnection) {
    this.#connection = connection
    this.#subscriptions = new Subscriptions({
      wanted: (channel) => this.#subscribe(channel),
      unwanted: (channel) => this.#unsubscribe(channel),
    })
    connection.subscribe(DOUBT_SUBJECT, { callback: () => this.#subscriptions.doubt() })
    void this.#follow()
  }

  get connected(): boolean {
    return this.#connected
  }

  listen: Relay['listen'] = (listener, doubted) => this.#subscriptions.listen(listener, doubted)

  publish(channels: readonly Channel[], event: RelayEvent): void {
    this.#subscriptions.deliver(channels, event)
    this.#gathered.push({ channels, event })
    void this.#sentAfterTurn()
  }

  /** All who ask in one turn of the event loop wait for the same answer: there is one for each send. */
  flush(): Promise<void> {
    this.#flushing ??= this.#sentAfterTurn().then(() => {
      this.#flushing = null
      return this.#flushConnection()
    })
    return this.#flushing
  }

  async close(): Promise<void> {
    await this.flush()
    this.#connected = false
    await this.#connection.close()
  }

  #sentAfterTurn(): Promise<void> {
    this.#turn ??= endOfTurn().then(() => {
      this.#turn = null
      this.#sendGathered()
    })
    return this.#turn
  }

  async #flushConnection(): Promise<void> {
    if (!this.#connected) return
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_TIMEOUT_MS)
    })
    // A connection lost meanwhile rejects: whoever reconnects tells everybody to doubt.
    await Promise.race([this.#connection.flush().catch(() => {}), timeout])
    clearTimeout(timer)
  }

  #sendGathered(): void {
    const gathered = this.#gathered
    this.#gathered = []
    // The client library would drop it; what was lost is made up for when the connection is back.
    if (!this.#connected) return
    for (const { channels, event } of gathered) {
      for (let at = 0; at < channels.length; at += CHANNELS_PER_PUBLISH) {
        this.#send(channels.slice(at, at + CHANNELS_PER_PUBLISH), event)
      }
    }
  }

  #send(channels: readonly Channel[], event: RelayEvent): void {
    this.#published += 1
    const envelope: Envelope = { id: `${this.#idPrefix}.${this.#published}`, channels, event }
    const payload = Buffer.from(JSON.stringify(envelope))
    try {
      for (const channel of channels) this.#connection.publish(subjectOf(channel), payload)
    } catch {
      // More than NATS takes in one message, or just closed: those whom it concerns look for themselves.
      if (event.name !== 'heads:doubted') this.#send(channels, { name: 'heads:doubted', payload: null })
    }
  }

  #subscribe(channel: Channel): void {
    if (this.#connection.isClosed()) return
    const subscription = this.#connection.subscribe(subjectOf(channel), {
      callback: (error, { data }) => {
        if (error) this.#subscriptions.doubt()
        else this.#receive(Buffer.from(data.buffer, data.byteOffset, data.byteLength))
      },
    })
    this.#subjects.set(channel, subscription)
  }

  #unsubscribe(channel: Channel): void {
    this.#subjects.get(channel)?.unsubscribe()
    this.#subjects.delete(channel)
  }

  // The first message of a publish is delivered to all of its channels that are joined here; the rest repeat it. Who
  // joins between the two misses nothing: they read what is committed after they have joined, and it was before.
  #receive(payload: Buffer): void {
    const id = idOf(payload)
    if (id !== '' && this.#seen.check(id)) return
    const envelope = parse(payload)
    if (envelope) this.#subscriptions.deliver(envelope.channels, envelope.event)
    else this.#subscriptions.doubt()
  }

  async #follow(): Promise<void> {
    for await (const status of this.#connection.status()) this.#heed(status)
    this.#connected = false
  }

  #heed({ type }: Status): void {
    if (type === 'disconnect' || type === 'staleConnection') this.#connected = false
    if (type === 'slowConsumer' || type === 'error') this.#subscriptions.doubt()
    if (type !== 'reconnect') return
    this.#connected = true
    this.#subscriptions.doubt()
    // What was published from here just before the connection was lost may have reached nobody.
    this.#connection.publish(DOUBT_SUBJECT)
  }
}
