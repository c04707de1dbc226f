import { createServer } from 'node:http'
import pg from 'pg'

const PAGE = `SELECT l.seq, l.at, m.id, m.sender_id, m.text, m.sent_at FROM log l JOIN messages m ON m.id = l.message_id
  WHERE l.conversation_id = $1 AND l.seq < $2 ORDER BY l.seq DESC LIMIT $3`
const ONE = 'SELECT id, revoked_at FROM sessions WHERE id = $1'

interface PageInput {
  readonly conversationId: string
  readonly before: number
  readonly limit: number
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 })

async function page({ conversationId, before, limit }: PageInput): Promise<unknown> {
  const { rows } = await pool.query({ name: 'page', text: PAGE, values: [conversationId, before, limit] })
  return { events: rows.reverse() }
}

async function one(): Promise<unknown> {
  const { rows } = await pool.query({ name: 'one', text: ONE, values: [1] })
  return { rows }
}

const http = createServer((request, response) => {
  const input = new URL(request.url ?? '', 'http://localhost').searchParams.get('input')
  const answered = input ? page((JSON.parse(input) as { 0: PageInput })[0]) : one()
  answered.then(
    (data) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify([{ result: { data } }]))
    },
    () => response.writeHead(500).end(),
  )
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
