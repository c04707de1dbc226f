import http from 'node:http'
import { encode } from 'next-auth/jwt'
import type { Actor } from '@/server/application/account-ports'
import { keyFor } from '@/server/infrastructure/auth/secrets'

/** What a browser of somebody who is signed in asks over HTTP, on connections of its own. */
export interface Procedures {
  /** Answers in the order of the inputs, from one request. @throws Error with what the server said */
  ask<T>(kind: 'query' | 'mutation', name: string, inputs: readonly unknown[], signal?: AbortSignal): Promise<T[]>
  close(): void
}

interface Answer {
  readonly result?: { readonly data: unknown }
  readonly error?: { readonly message: string }
}

const COOKIE = 'next-auth.session-token'
/** Of a browser to one address. */
const CONNECTIONS = 6

/** The cookie that signing in gives, without signing in. */
export async function cookieOf({ userId, sessionId }: Actor, secret: string): Promise<string> {
  return `${COOKIE}=${await encode({ token: { uid: userId, sid: sessionId }, secret: keyFor('cookies', secret) })}`
}

export function procedures(url: string, cookie: string): Procedures {
  const { hostname, port } = new URL(url)
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const send = (method: 'GET' | 'POST', path: string, body: string | null, signal?: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      const headers = { cookie, 'content-type': 'application/json' }
      const options = { agent, hostname, port, path, method, headers, ...(signal ? { signal } : {}) }
      const request = http.request(options, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.once('end', () => resolve(text))
        response.once('error', reject)
      })
      request.once('error', reject)
      request.end(body)
    })
  return {
    async ask<T>(kind: 'query' | 'mutation', name: string, inputs: readonly unknown[], signal?: AbortSignal) {
      const path = `/api/trpc/${inputs.map(() => name).join()}?batch=1`
      const input = JSON.stringify(Object.fromEntries(inputs.map((one, at) => [at, one])))
      const text =
        kind === 'query'
          ? await send('GET', `${path}&input=${encodeURIComponent(input)}`, null, signal)
          : await send('POST', path, input, signal)
      return answersIn(text).map((answer) => {
        if (answer.result === undefined) throw new Error(`${name}: ${answer.error?.message ?? text.slice(0, 200)}`)
        return answer.result.data as T
      })
    },
    close: () => agent.destroy(),
  }
}

function answersIn(text: string): readonly Answer[] {
  try {
    return JSON.parse(text) as Answer[]
  } catch {
    throw new Error(`Not an answer: ${text.slice(0, 200)}`)
  }
}
