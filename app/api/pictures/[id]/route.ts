import { getContainer } from '@/server/container'
import { isKithError } from '@/server/domain/errors'
import { requestActor } from '@/server/infrastructure/auth/request-actor'

export const dynamic = 'force-dynamic'

const HEADERS = {
  'content-type': 'image/webp',
  // The browser keeps it, and asks each time whether it may still be shown.
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
}

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { useCases } = await getContainer()
  const actor = await requestActor(request.headers)
  if (actor === null) return new Response('You are signed out. Sign in again.', { status: 401 })
  try {
    const { id } = await params
    const bytes = await useCases.readPicture(actor, id)
    // A picture's id is the hash of what is in it.
    const headers = { ...HEADERS, etag: `"${id}"` }
    if (request.headers.get('if-none-match')?.includes(headers.etag))
      return new Response(null, { status: 304, headers })
    return new Response(new Uint8Array(bytes), { headers })
  } catch (error) {
    if (isKithError(error)) return new Response(error.message, { status: 404 })
    throw error
  }
}
