import type { FileLimits } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { SendInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import { isToldByAnswer } from '@/server/domain/told-by-answer'
import type { Actor } from './account-ports'
import { type Answered, NOBODY_ANSWERED } from './answered'
import type { Ports } from './ports'
import { publishPosted } from './publish-change'

/**
 * A retry with the same `clientId` answers what the first did.
 * @throws KithError `not_found`, `not_allowed` for who has left, `closed`, `invalid`, `upload_missing`
 */
export function sendMessage(
  { messages, relay }: Pick<Ports, 'messages' | 'relay'>,
  { files }: { readonly files?: Pick<FileLimits, 'perMessage'> } = {},
) {
  const most = files?.perMessage ?? LIMITS.attachmentsMax
  return async (
    { userId }: Pick<Actor, 'userId'>,
    input: SendInput,
    answered: Answered = NOBODY_ANSWERED,
  ): Promise<Sent> => {
    if (input.attachments.length > most) {
      throw new KithError('invalid', `A message takes at most ${most} files. Send the rest in another one.`)
    }
    const [result] = await messages.send([{ ...input, senderId: userId }])
    if (result === undefined) throw new Error('A send had no result.')
    if (!result.ok) throw result.error
    if (result.committed) {
      publishPosted({ relay }, result.committed, userId, isToldByAnswer(input) ? answered() : [])
      await relay.flush()
    }
    return result.sent
  }
}
