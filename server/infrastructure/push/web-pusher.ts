import { createECDH } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import webPush from 'web-push'
import type { PushTarget } from '@/contracts/push'
import type { Pusher } from '@/server/application/notification-ports'
import { type AddressPolicy, pinnedLookup } from '../links/pinned-lookup'
import { isPublicAddress } from '../links/public-address'
import { portOf, webAddress } from '../links/web-address'
import type { VapidKeys } from './vapid-keys'

/** Where may be pushed to. Tests have a push service of their own on this machine. */
export interface PushPolicy extends AddressPolicy {
  readonly protocols: readonly string[]
}

const PUBLIC_SERVICES: PushPolicy = {
  protocols: ['https:'],
  address: isPublicAddress,
  port: (port) => port === 443,
}
const WITHIN_MS = 15_000
const GONE: ReadonlySet<number> = new Set([404, 410])

interface Sender {
  readonly keys: VapidKeys
  /** How a push service reaches the operator: a `mailto:` or https address. */
  readonly contact: string
}

/** Pushes as RFC 8030, 8188, 8291 and 8292 say, to public addresses only unless tests say otherwise. */
export function webPusher({ keys, contact }: Sender, policy: PushPolicy = PUBLIC_SERVICES): Pusher {
  const vapidDetails = { subject: contact, ...keys }
  return {
    publicKey: keys.publicKey,
    takes: (target) => addressOf(target, policy) !== null && canBeEncryptedFor(target),
    async push({ endpoint, p256dh, auth }, text, { ttlSeconds: TTL, urgency, topic }) {
      const url = addressOf({ endpoint }, policy)
      if (url === null) return 'gone'
      const subscription = { endpoint, keys: { p256dh, auth } }
      const { headers, body } = webPush.generateRequestDetails(subscription, text, {
        vapidDetails,
        TTL,
        urgency,
        topic,
      })
      const status = await post(url, { headers, body, policy })
      if (GONE.has(status)) return 'gone'
      if (status >= 200 && status < 300) return 'sent'
      throw new Error(`The push service answered ${status}.`)
    },
  }
}

interface Pushed {
  readonly headers: http.OutgoingHttpHeaders
  readonly body: Buffer | null
  readonly policy: PushPolicy
}

async function post(url: URL, { headers, body, policy }: Pushed): Promise<number> {
  const signal = AbortSignal.timeout(WITHIN_MS)
  const lookup = await pinnedLookup(url, policy, signal)
  if (lookup === null) throw new Error('The push service is at no public address.')
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((done, fail) => {
    const asked = request(url, { method: 'POST', lookup, agent: false, signal, headers, maxHeaderSize: 32_768 })
    asked.on('error', fail)
    asked.on('response', (response) => {
      done(response.statusCode ?? 0)
      // What it says besides is for nobody.
      response.destroy()
    })
    asked.end(body)
  })
}

function addressOf({ endpoint }: Pick<PushTarget, 'endpoint'>, { protocols, port }: PushPolicy): URL | null {
  const url = webAddress(endpoint)
  if (url === null || !protocols.includes(url.protocol)) return null
  return port(portOf(url)) ? url : null
}

/** Whether the key is a point on the curve. */
function canBeEncryptedFor({ p256dh }: PushTarget): boolean {
  try {
    const pair = createECDH('prime256v1')
    pair.generateKeys()
    pair.computeSecret(p256dh, 'base64url')
    return true
  } catch {
    return false
  }
}
