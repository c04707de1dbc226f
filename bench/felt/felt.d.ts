export interface Stamp {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly frame: number
}

export interface Seen extends Stamp {
  /** When the text was painted first, be it in what stands in the chat's place. */
  readonly readableAt: number
}

/** What `probe.js` puts into every page. */
interface Felt {
  readonly tasks: readonly { readonly at: number; readonly ms: number }[]
  readonly keys: readonly Stamp[]
  readonly clicks: readonly Stamp[]
  readonly seen: Promise<Seen>
  readonly keyPainted: Promise<number>
  readonly jumps: {
    readonly largest: number
    readonly count: number
    readonly frames: readonly number[]
    readonly reached: string | null
    stopped: boolean
  }
  arm(text: string, usable?: boolean): void
  countFrames(): void
  nextKeyPainted(): void
  watchJumps(): void
  blockingMs(): number
  shifted(): number
}

declare global {
  interface Window {
    readonly felt: Felt
  }
}
