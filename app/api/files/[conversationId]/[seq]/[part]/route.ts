import { z } from 'zod'
import { idSchema, seqSchema } from '@/contracts/ids'
import { getContainer } from '@/server/container'
import { KithError, notFound } from '@/server/domain/errors'
import { requestActor } from '@/server/infrastructure/auth/request-actor'
import { answerFile } from '@/server/infrastructure/http/answer-file'

export const dynamic = 'force-dynamic'

interface Segment {
  readonly params: Promise<{ conversationId: string; seq: string; part: string }>
}

const number = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
const address = z.object({
  conversationId: idSchema,
  seq: number.pipe(seqSchema),
  part: z.union([z.literal('link'), number.pipe(z.int().max(1_000))]),
})

/** contracts/addresses.ts says what is where. */
export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { useCases } = await getContainer()
  return await answerFile(request, async () => {
    const actor = await requestActor(request.headers)
    if (actor === null) throw new KithError('unauthenticated', 'You are signed out. Sign in again.')
    const { data } = address.safeParse(await params)
    if (!data) throw notFound('file')
    const preview = new URL(request.url).searchParams.has('preview')
    return await useCases.readFile(actor, data, data.part === 'link' ? 'link' : { position: data.part, preview })
  })
}

export { GET as HEAD }
