import { getContainer } from '@/server/container'
import { KithError } from '@/server/domain/errors'
import { requestActor } from '@/server/infrastructure/auth/request-actor'
import { answerFile } from '@/server/infrastructure/http/answer-file'

export const dynamic = 'force-dynamic'

/** The asker's own archive. Nothing keeps a copy, and every part of a download is asked for by a session that holds. */
export async function GET(request: Request): Promise<Response> {
  const { useCases } = await getContainer()
  const find = async () => {
    const actor = await requestActor(request.headers)
    if (actor === null) throw new KithError('unauthenticated', 'You are signed out. Sign in again.')
    return await useCases.readExport(actor)
  }
  return await answerFile(request, find)
}

export { GET as HEAD }
