import { createTRPCClient, httpBatchLink, splitLink, TRPCClientError } from '@trpc/client'
import type { KithError } from '@/server/domain/errors'
import type { AppRouter } from '@/server/trpc/app-router'
import type { Api } from './api'
import { type Hedge, hedged } from './hedged'
import { asRefusal, withTimeout } from './refusal'

export type TrpcClient = ReturnType<typeof createTrpc>

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

const REQUEST_TIMEOUT_MS = 15_000
const HEDGE = { firstMs: 3_000, max: 2 }
/** Without a ticket nothing is live; but after an outage everybody asks for one, and a server that is busy is no quicker for being asked again. */
const TICKET_HEDGE: Hedge = { firstMs: 1_500, max: 3 }
/** Where kept-alive connections may be dead: one after the other is tried. */
const DOUBTFUL_TICKET_HEDGE: Hedge = { firstMs: 400, max: 6 }

export const ticketHedge = (doubtful: boolean): Hedge => (doubtful ? DOUBTFUL_TICKET_HEDGE : TICKET_HEDGE)

/** `url` is the server's origin; empty for the page's own. */
export function createTrpc({ url, fetch }: { url: string; fetch?: Fetch }) {
  const together = (maxItems: number) =>
    httpBatchLink({
      url: `${url}/api/trpc`,
      maxURLLength: 8_000,
      maxItems,
      ...(fetch ? { fetch: (input, init) => fetch(input as string, init as RequestInit) } : {}),
    })
  // What is asked together is answered together, and nothing else takes as long: a chat's messages are asked for beside it.
  const isLong = ({ path }: { path: string }) => path === 'conversations.overview'
  return createTRPCClient<AppRouter>({
    links: [splitLink({ condition: isLong, true: together(1), false: together(20) })],
  })
}

/** A failed procedure as the refusal a person is told; the network's failing as `busy`. */
export function refusalOfTrpc(error: unknown): KithError {
  const told =
    error instanceof TRPCClientError ? (error.data as { kith?: unknown } | null | undefined)?.kith : undefined
  return asRefusal(told ?? error)
}

export function createApi(trpc: TrpcClient): Api {
  const ask = <T>(request: (options: { signal: AbortSignal }) => Promise<T>, outer?: AbortSignal): Promise<T> =>
    withTimeout(
      REQUEST_TIMEOUT_MS,
      (signal) =>
        request({ signal }).catch((error: unknown) => {
          throw refusalOfTrpc(error)
        }),
      outer,
    )
  const repeated: typeof ask = (request) => hedged((signal) => ask(request, signal), HEDGE)
  return {
    ticket: (outer, doubtful = false) =>
      hedged((signal) => ask((o) => trpc.auth.ticket.mutate(undefined, o), signal), ticketHedge(doubtful), outer),
    overview: (first) =>
      repeated((o) => trpc.conversations.overview.query(first === undefined ? undefined : { first }, o)),
    entry: (conversationId) => repeated((o) => trpc.conversations.entry.query({ conversationId }, o)),
    history: (input) => repeated((o) => trpc.messages.history.query(input, o)),
    since: (conversationId, after) => repeated((o) => trpc.messages.since.query({ conversationId, after }, o)),
    members: (conversationId) => repeated((o) => trpc.conversations.members.query({ conversationId }, o)),
    profiles: (userIds) => repeated((o) => trpc.users.profiles.query({ userIds: [...userIds] }, o)),
    contacts: () => repeated((o) => trpc.contacts.list.query(undefined, o)),
    openDirect: (userId) => ask((o) => trpc.conversations.openDirect.mutate({ userId }, o)),
    // Says what shall be, so it may be asked twice.
    acceptRequest: (conversationId) => repeated((o) => trpc.conversations.acceptRequest.mutate({ conversationId }, o)),
    setPrivateState: (input) => repeated((o) => trpc.conversations.setPrivateState.mutate(input, o)),
    clear: (conversationId) => ask((o) => trpc.conversations.clear.mutate({ conversationId }, o)),
    info: (conversationId, seq) => repeated((o) => trpc.messages.info.query({ conversationId, seq }, o)),
    quotes: (conversationId, seqs) =>
      repeated((o) => trpc.messages.quotes.query({ conversationId, seqs: [...seqs] }, o)),
    versions: (conversationId, seq) => repeated((o) => trpc.messages.versions.query({ conversationId, seq }, o)),
    setOwn: (input) => repeated((o) => trpc.messages.setOwn.mutate(input, o)),
    ownSince: (conversationId, after) => repeated((o) => trpc.messages.ownSince.query({ conversationId, after }, o)),
    starred: (input) => repeated((o) => trpc.messages.starred.query(input, o)),
    edit: (input) => ask((o) => trpc.messages.edit.mutate(input, o)),
    delete: (input) => ask((o) => trpc.messages.delete.mutate(input, o)),
    pin: (input) => ask((o) => trpc.messages.pin.mutate(input, o)),
    place: (input) => ask((o) => trpc.messages.place.mutate(input, o)),
    react: (input) => ask((o) => trpc.messages.react.mutate(input, o)),
    send: (input) => ask((o) => trpc.messages.send.mutate(input, o)),
    findUpload: (file) => ask((o) => trpc.uploads.find.query(file, o)),
    finishedUpload: (uploadId) => ask((o) => trpc.uploads.finished.query({ uploadId }, o)),
    moveMarks: (moves) => ask((o) => trpc.messages.moveMarks.mutate({ moves: [...moves] }, o)),
    compareHeads: (input) => ask((o) => trpc.heads.compare.mutate(input, o)),
  }
}
