import type { MarksMoved } from '@/contracts/events'

/** My private state of a conversation, with my delivered mark there. */
export type StateTold = MarksMoved['states'][number]
