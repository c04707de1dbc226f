import { idSchema } from '@/contracts/ids'
import { getContainer } from '@/server/container'
import { KithError, notFound } from '@/server/domain/errors'
import { requestActor } from '@/server/infrastructure/auth/request-actor'
import { answerFile } from '@/server/infrastructure/http/answer-file'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { useCases } = await getContainer()
  return await answerFile(
    request,
    async () => {
      const actor = await requestActor(request.headers)
      if (actor === null) throw new KithError('unauthenticated', 'You are signed out. Sign in again.')
      const { data } = idSchema.safeParse((await params).id)
      if (!data) throw notFound('sticker')
      return await useCases.readSticker(actor, data)
    },
    'private, no-cache',
  )
}

export { GET as HEAD }
