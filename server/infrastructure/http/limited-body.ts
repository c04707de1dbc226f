/** The request's body, read no further than `maxBytes`; null: it is longer. */
export async function limitedBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    length += read.value.length
    if (length > maxBytes) return null
    chunks.push(read.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
