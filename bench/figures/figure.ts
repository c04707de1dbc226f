import type { Stage } from '../stage'

/** How long each thing is measured, in seconds, and at which size. */
export interface Effort {
  readonly seconds: number
  readonly connections: number
  /** Of a long past, and in how many chats of one person besides the biggest. */
  readonly messages: number
  readonly chats: number
}

/** Measured numbers by name: what they are is said in `goals.ts`. */
export type Numbers = Readonly<Record<string, number>>

/** Everything that is compared is measured in one call, a moment apart. @throws when what was sent isn't what there is */
export type Figure = (stage: Stage, effort: Effort) => Promise<Numbers>
