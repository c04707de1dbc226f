type Device = 'microphone' | 'camera'

/** Nothing was recorded: too short, or the recorder gave nothing. */
export class NothingRecorded extends Error {}

/** Why this page can't have the device at all; null where it may ask. */
export function deviceMissing(device: Device): string | null {
  if (!window.isSecureContext)
    return `Browsers give the ${device} only to pages opened over https:// (or on this computer itself). Ask who runs this Kith for an https:// address.`
  if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined')
    return `This browser can’t record. Use a current Chrome, Edge, Firefox or Safari.`
  return null
}

/** What went wrong with a device, as a sentence that says what to do. Of `getUserMedia` or `MediaRecorder`. */
export function mediaProblem(error: unknown, device: Device): string {
  if (error instanceof NothingRecorded) return 'That was too short to record. Hold on a little longer.'
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `Kith may not use the ${device}. Allow it in the browser, beside the address, and try again.`
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `There is no ${device} here. Connect one and try again.`
    case 'NotReadableError':
    case 'AbortError':
      return `The ${device} is in use by something else. Close that and try again.`
    default:
      return `Recording stopped unexpectedly. Check the ${device} and try again.`
  }
}
