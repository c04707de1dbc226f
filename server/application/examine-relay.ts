import { randomUUID } from 'node:crypto'
import type { Finding } from '@/contracts/health'
import { bad, type Examined, good, told } from './examine-server'
import type { Channel, Relay } from './relay-ports'

const ANSWER_WITHIN_MS = 2_000
const WHAT = 'Relay'

/** Every gateway joins it, and answers there what is asked. */
export const DOCTOR_CHANNEL: Channel = 'doctor.gateways'

/** Asks all gateways by the relay, and compares those that answered with those that hold a lease. */
export async function examineRelay(
  { relay, shared }: Pick<Examined, 'relay' | 'shared'>,
  leased: readonly string[] | null,
): Promise<Finding> {
  if (!relay?.connected)
    return bad(
      WHAT,
      'NATS can’t be reached.',
      'Start nats-server, and check NATS_URL. Meanwhile browsers hear of each other within half a minute, by comparing.',
    )
  if (!shared) return told(WHAT, 'One process, which needs none.')
  const { answered, tookMs } = await askGateways(relay, leased)
  const silent = (leased ?? []).filter((id) => !answered.has(id))
  const names = [...answered].map((id) => id.slice(0, 8)).join(', ')
  if (silent.length > 0)
    return bad(
      WHAT,
      `${answered.size} of ${answered.size + silent.length} gateways answered; not ${silent.map((id) => id.slice(0, 8)).join(', ')}.`,
      'Give every process the same NATS_URL, or servers of one cluster. A gateway that was just killed counts for up to half a minute.',
    )
  if (answered.size === 0) return bad(WHAT, 'No gateway answered.', 'Start a gateway: node dist/gateway.js.')
  return good(
    WHAT,
    `${answered.size === 1 ? 'The gateway' : `All ${answered.size} gateways`} answered within ${tookMs} ms: ${names}.`,
  )
}

async function askGateways(relay: Relay, leased: readonly string[] | null) {
  const reply: Channel = `doctor.${randomUUID()}`
  const answered = new Set<string>()
  const began = performance.now()
  let last = began
  let all: () => void = () => {}
  const everybody = new Promise<void>((resolve) => {
    all = resolve
  })
  const subscription = relay.listen(
    (_channels, event) => {
      if (event.name !== 'doctor:answered') return
      answered.add(event.payload.gatewayId)
      last = performance.now()
      if (leased?.length && leased.every((id) => answered.has(id))) all()
    },
    () => {},
  )
  subscription.join(reply)
  await relay.flush()
  relay.publish([DOCTOR_CHANNEL], { name: 'doctor:asked', payload: { reply } })
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS)
  })
  await Promise.race([everybody, late])
  clearTimeout(timer)
  await subscription.close()
  return { answered, tookMs: Math.max(1, Math.round(last - began)) }
}
