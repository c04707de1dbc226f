import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { MessageLog } from '@/server/application/log-ports'
import { changeMessage } from './message-log/change'
import { headsUnlike } from './message-log/heads'
import { info } from './message-log/info'
import { moveMarks } from './message-log/move-marks'
import { entry, overview } from './message-log/overview'
import { page } from './message-log/page'
import { placeMessage } from './message-log/place'
import { quotes } from './message-log/quotes'
import { send } from './message-log/send'
import { ownSince, setOwn } from './message-log/set-own'
import { sharedCommits } from './message-log/shared-commits'
import { sharedMoves } from './message-log/shared-moves'
import { sharedSince } from './message-log/since'
import { starred } from './message-log/starred'
import { versions } from './message-log/versions'

interface Settings {
  /** How long after sending a message its words may be changed. */
  readonly editWindowMs?: number
  /** Where sends share commits, and what is shared is planned once; left out: each list of sends has its own commit. */
  readonly lanes?: pg.Pool
  /** Where what each reads for themselves is planned once; left out: as all else. */
  readonly reads?: pg.Pool
}

/** Of the 150 ms that a client gathers moves for, next to nothing. */
const GATHER_MOVES_MS = 20

export function databaseMessageLog(pool: pg.Pool, settings: Settings = {}): MessageLog {
  const { lanes, reads = pool } = settings
  const gathered = () => wait(GATHER_MOVES_MS)
  const alone: MessageLog['send'] = (messages) => send(pool, messages)
  return {
    send: lanes ? sharedCommits({ alone, together: (messages) => send(lanes, messages) }) : alone,
    page: (userId, input) => page(reads, userId, input),
    since: sharedSince(reads, lanes ?? pool),
    change: (actorId, conversationId, seq, change) =>
      changeMessage(pool, actorId, conversationId, seq, change, settings.editWindowMs),
    place: (senderId, conversationId, seq, places) => placeMessage(pool, { senderId, conversationId, seq, places }),
    quotes: (userId, conversationId, seqs) => quotes(reads, userId, conversationId, seqs),
    versions: (userId, conversationId, seq) => versions(pool, userId, conversationId, seq),
    setOwn: (userId, input) => setOwn(pool, userId, input),
    ownSince: (userId, conversationId, after) => ownSince(pool, userId, conversationId, after),
    starred: (userId, input) => starred(pool, userId, input),
    moveMarks: sharedMoves((movings, groups) => moveMarks(lanes ?? pool, movings, groups), lanes && gathered),
    info: (userId, conversationId, seq) => info(pool, userId, conversationId, seq),
    overview: (userId, first) => overview(reads, userId, first),
    entry: (userId, conversationId) => entry(reads, userId, conversationId),
    heads: headsUnlike(pool),
  }
}
