import pg from 'pg'
import { type BareMessage, openBareServer } from './bare-server'

const INSERT = `INSERT INTO bare_messages (conversation_id, sender_id, client_id, text, created_at)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::timestamptz[]) RETURNING id`

interface Waiting {
  readonly message: BareMessage
  readonly answer: (stored: BareMessage & { readonly id?: string }) => void
}

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
let waiting: Waiting[] = []
let committing = false

async function commit(): Promise<void> {
  committing = true
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    const column = (key: keyof BareMessage) => batch.map(({ message }) => message[key])
    const senders = batch.map(({ message }) => message.senderId.split('@')[0])
    const values = [column('conversationId'), senders, column('clientId'), column('text'), column('createdAt')]
    const { rows } = await client.query<{ id: string }>({ name: 'insert', text: INSERT, values })
    for (const [index, { message, answer }] of batch.entries()) answer({ ...message, id: rows[index]?.id ?? '' })
  }
  committing = false
}

await client.connect()
await openBareServer(async (message, answer) => {
  waiting.push({ message, answer })
  if (!committing) await commit()
})
