import { getContainer } from '@/server/container'
import { isKithError } from '@/server/domain/errors'
import { requestActor } from '@/server/infrastructure/auth/request-actor'

export const dynamic = 'force-dynamic'

const HEADERS = {
  'content-type': 'image/webp',
  // A picture's id is the hash of what is in it.
  'cache-control': 'private, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
}

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { useCases } = await getContainer()
  const actor = await requestActor(request.headers)
  if (actor === null) return new Response('You are signed out. Sign in again.', { status: 401 })
  try {
    const bytes = await useCases.readPicture(actor, (await params).id)
    return new Response(new Uint8Array(bytes), { headers: HEADERS })
  } catch (error) {
    if (isKithError(error)) return new Response(error.message, { status: 404 })
    throw error
  }
}
