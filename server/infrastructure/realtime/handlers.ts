import { performance } from 'node:perf_hooks'
import {
  activityInput,
  compareHeadsInput,
  conversationInput,
  editInput,
  messageInput,
  moveMarksInput,
  pinInput,
  placeMoreInput,
  reactInput,
  sendInput,
  watchInput,
} from '@/contracts/inputs'
import type { Sessions } from '@/server/application/account-ports'
import type { UseCases } from '@/server/application/use-cases'
import { gather } from './gather'
import type { HeadsWatch } from './heads-watch'
import type { GatewaySocket } from './io'
import { MarksQueue } from './marks-queue'
import type { PresenceTracker } from './presence-tracker'
import type { PresenceWatch } from './presence-watch'
import type { Handlers } from './requests'

const HEADS_TICK_MS = 100
/** How often a socket's session is noted as active while its person does something. */
const SESSION_NOTED_EVERY_MS = 60_000

interface Dependencies {
  readonly useCases: Pick<
    UseCases,
    | 'sendMessage'
    | 'editMessage'
    | 'deleteMessage'
    | 'reactToMessage'
    | 'pinMessage'
    | 'placeMessage'
    | 'moveMarks'
    | 'compareHeads'
    | 'startTyping'
  >
  readonly sessions: Pick<Sessions, 'find'>
  readonly tracker: PresenceTracker
  readonly watch: PresenceWatch
  readonly heads: Pick<HeadsWatch, 'follow'>
}

/** What answers each request: one use case, or what this gateway knows of its sockets. */
export function createHandlers({ useCases, sessions, tracker, watch, heads }: Dependencies): Handlers {
  const marks = new MarksQueue((actor, moves, answered) => useCases.moveMarks(actor, { moves }, answered))
  const compareHeads = gather(HEADS_TICK_MS, useCases.compareHeads)
  // Whoever stays connected asks nothing over HTTP: without this, their device would look unused, and end for it.
  const noteSession = async ({ data }: GatewaySocket, now: number): Promise<void> => {
    if (now - data.notedAt < SESSION_NOTED_EVERY_MS) return
    data.notedAt = now
    await sessions.find(data.actor.sessionId)
  }
  return {
    'message:send': {
      schema: sendInput,
      answer: ({ data }, input, answered) => useCases.sendMessage(data.actor, input, answered),
    },
    'message:edit': { schema: editInput, answer: ({ data }, input) => useCases.editMessage(data.actor, input) },
    'message:delete': { schema: messageInput, answer: ({ data }, input) => useCases.deleteMessage(data.actor, input) },
    'message:react': { schema: reactInput, answer: ({ data }, input) => useCases.reactToMessage(data.actor, input) },
    'message:pin': { schema: pinInput, answer: ({ data }, input) => useCases.pinMessage(data.actor, input) },
    'message:place': { schema: placeMoreInput, answer: ({ data }, input) => useCases.placeMessage(data.actor, input) },
    'marks:move': {
      schema: moveMarksInput,
      answer: ({ data }, { moves }, answered) => marks.move(data.actor, moves, answered),
    },
    'heads:compare': {
      schema: compareHeadsInput,
      answer: async (socket, input) => {
        const answer = await compareHeads({ actor: socket.data.actor, input })
        return heads.follow(socket, input, answer) ? { ...answer, kept: true } : answer
      },
    },
    'typing:start': {
      schema: conversationInput,
      answer: async ({ data }, { conversationId }) => {
        await useCases.startTyping(data.actor, conversationId)
        return {}
      },
    },
    'activity:report': {
      schema: activityInput,
      answer: async (socket, report) => {
        const { userId } = socket.data.actor
        socket.data.visible = report.visible
        // Whole milliseconds take no room of their own.
        const now = Math.round(performance.now())
        tracker.report(userId, socket.id, report, now)
        if (report.input) await noteSession(socket, now)
        return {}
      },
    },
    'presence:watch': {
      schema: watchInput,
      answer: async (socket, { userIds }) => ({ presences: await watch.watch(socket, userIds) }),
    },
  }
}
