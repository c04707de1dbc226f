import type { CDPSession } from 'playwright'

/** Counts what scripts weigh on the wire, compressed and with their headers. Call before the page is opened. */
export async function countScripts(cdp: CDPSession) {
  const scripts = new Set<string>()
  const loaded: { bytes: number; at: number }[] = []
  let offsetS = 0
  cdp.on('Network.requestWillBeSent', ({ requestId, type, request, wallTime, timestamp }) => {
    offsetS = wallTime - timestamp
    if (type === 'Script' || new URL(request.url).pathname.endsWith('.js')) scripts.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) => {
    if (scripts.has(requestId)) loaded.push({ bytes: encodedDataLength, at: (timestamp + offsetS) * 1_000 })
  })
  await cdp.send('Network.enable')
  return {
    /** @param at milliseconds since 1970 */
    bytesBefore: (at: number): number =>
      loaded.filter((one) => one.at <= at).reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
