import { type ChangeCase, requireChangeable } from './change-message'
import { KithError, notFound } from './errors'
import { LIMITS } from './limits'
import { type SendRefusal, sendRefused } from './refuse-send'
import { maySee } from './visibility'

/** A conversation in which a message is to stand, too. */
export interface AskedPlace {
  /** Whether the message stands there already, or did until it was deleted there. */
  readonly standing: 'nowhere' | 'there' | 'deleted'
  /** Why its sender can't write there. */
  readonly refusal: SendRefusal | null
  /** The group's name. */
  readonly name: string | null
}

export interface PlacingCase extends Omit<ChangeCase, 'now'> {
  /** How many places the message has, those where it was deleted included. */
  readonly placed: number
}

/**
 * Those of `asked` that are new: all of them can be had, or none. An empty list: it is in all of them, as after a request
 * whose answer was lost.
 * @throws KithError `not_found`, `not_allowed`, `closed`, `gone` for a message that was deleted here or there, `invalid`
 * for too many places
 */
export function newPlaces<P extends AskedPlace>(given: PlacingCase, asked: readonly P[]): readonly P[] {
  const { actorId, member, seq, message, placed } = given
  if (member === null) throw notFound('conversation')
  if (message === null || !maySee(member, seq)) throw notFound('message')
  if (message.senderId !== actorId) {
    throw new KithError('not_allowed', 'Only who wrote a message can add places to it. Forward it instead.')
  }
  if (message.deleted) throw new KithError('gone', 'This message was deleted.')
  const fresh = asked.filter(({ standing }) => standing !== 'there')
  if (fresh.length === 0) return fresh
  requireChangeable({ ...given, member })
  for (const place of fresh) requireOpen(place, asked.length > 1)
  if (placed + fresh.length > LIMITS.placesMax) {
    const left = Math.max(0, LIMITS.placesMax - placed)
    throw new KithError(
      'invalid',
      `A message has at most ${LIMITS.placesMax} places: this one can get ${left} more. Choose fewer.`,
    )
  }
  return fresh
}

function requireOpen({ refusal, standing, name }: AskedPlace, several: boolean): void {
  if (refusal !== null)
    throw sendRefused(refusal, (several && refusal !== 'not_found') || refusal === 'blocking' ? name : null)
  if (standing === 'deleted') {
    throw new KithError('gone', `“${name ?? 'That chat'}”: the message was deleted there. Send it as a new one.`)
  }
}
