import type { PushTarget } from '@/contracts/push'

/**
 * What this browser can do. `insecure`: it came over plain http. `none`: it can't, or not in this window. `homeScreen`:
 * it can once Kith is on the home screen. `denied`: the person said no, and only the browser's own settings change that.
 */
export type Ability = 'insecure' | 'none' | 'homeScreen' | 'denied' | 'able'

const READY_WITHIN_MS = 10_000

const hasPush = (): boolean => 'Notification' in window && 'serviceWorker' in navigator && 'PushManager' in window

export function ability(): Ability {
  if (!window.isSecureContext) return 'insecure'
  if (!hasPush()) {
    return /iPhone|iPad/.test(navigator.userAgent) ? 'homeScreen' : 'none'
  }
  return Notification.permission === 'denied' ? 'denied' : 'able'
}

/** The person has allowed it, some time. */
export const mayNotify = (): boolean => ability() === 'able' && Notification.permission === 'granted'

/** Null where no worker gets ready: in private windows, and while developing. */
async function worker(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null
  const late = new Promise<null>((resolve) => setTimeout(resolve, READY_WITHIN_MS, null))
  return Promise.race([navigator.serviceWorker.ready, late])
}

/** Like `mayNotify`, which has the page wait until the browser's own process has answered: this is asked again and again. */
async function isAllowed(): Promise<boolean> {
  if (!hasPush() || !('permissions' in navigator)) return mayNotify()
  return (await navigator.permissions.query({ name: 'notifications' })).state === 'granted'
}

/** The subscription of this browser, if it may show notifications. */
async function subscription(): Promise<PushSubscription | null> {
  if (!(await isAllowed())) return null
  return (await (await worker())?.pushManager.getSubscription()) ?? null
}

/** The worker that shows notifications, where the person has switched them on. */
export async function notifyingWorker(): Promise<ServiceWorkerRegistration | null> {
  return (await subscription()) ? worker() : null
}

/** Where this browser is told now. Null: nowhere. A server with another key can't use the former one: then anew. */
export async function currentTarget(publicKey: string): Promise<PushTarget | null> {
  const present = await subscription()
  if (!present) return null
  if (keyOf(present) === publicKey) return targetOf(present)
  await present.unsubscribe()
  return subscribe(publicKey)
}

/** Asks the person, so that it must come of what they do. @throws Error with what to tell them */
export async function switchOn(publicKey: string): Promise<PushTarget> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new Error(
      'Your browser didn’t allow it. Allow notifications for this address in its settings, and try again.',
    )
  }
  const found = await currentTarget(publicKey)
  return found ?? subscribe(publicKey)
}

/** What is shown goes too: nobody could take it back any more. */
export async function switchOff(): Promise<void> {
  for (const shown of (await (await worker())?.getNotifications()) ?? []) shown.close()
  await (await subscription())?.unsubscribe()
}

/** Signed out: nothing comes any more, and nothing that came is left. */
export async function forgetNotifications(): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, 2_000))
  await Promise.race([forget().catch(() => {}), late])
}

async function forget(): Promise<void> {
  if (ability() !== 'able') return
  const registration = await navigator.serviceWorker.getRegistration()
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close()
  if ('clearAppBadge' in navigator) await navigator.clearAppBadge()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

async function subscribe(applicationServerKey: string): Promise<PushTarget> {
  const registration = await worker()
  if (!registration) throw new Error('This window keeps nothing, so it can’t be notified. Use one that isn’t private.')
  try {
    return targetOf(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }))
  } catch (cause) {
    throw new Error('Your browser couldn’t reach its push service. Check your connection and try again.', { cause })
  }
}

function targetOf(subscription: PushSubscription): PushTarget {
  const { endpoint, keys } = subscription.toJSON()
  return { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' }
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
