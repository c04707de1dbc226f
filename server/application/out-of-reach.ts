/** SQLSTATE classes that judge the server's state, not the statement: connection, resources, operator, system. */
const SERVER_STATE = /^(08|53|57|58)/
/** It waited too long for a lock, or did nothing for too long within a transaction. */
const WAITED = new Set(['55P03', '25P03', '25P04'])
/** Of the network; and Prisma's own for a database that it can't reach or that didn't answer in time. */
const UNREACHED =
  /^(E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)|P1001|P1002|P1008|P1017|P2024|P2028)$/
/** What the driver has no code for. */
const SAID =
  /timeout exceeded when trying to connect|timeout expired|query read timeout|connection terminated|client has encountered a connection error|not queryable/i
/** The words of Prisma's adapters. */
const KINDS = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout', 'TooManyConnections'])
/** Where errors keep what caused them. */
const CAUSES = ['cause', 'errors', 'meta', 'driverAdapterError'] as const
const DEPTH = 6

/** Whether an error says that the database, or what else is needed, can't be had just now: the same may succeed later. */
export function isOutOfReach(error: unknown, depth = DEPTH): boolean {
  if (depth === 0 || typeof error !== 'object' || error === null) return false
  if (Array.isArray(error)) return error.some((one) => isOutOfReach(one, depth - 1))
  const known = error as Readonly<Record<string, unknown>>
  return saysSo(known) || CAUSES.some((name) => isOutOfReach(known[name], depth - 1))
}

function saysSo({ code, message, kind }: Readonly<Record<string, unknown>>): boolean {
  if (typeof code === 'string' && (SERVER_STATE.test(code) || WAITED.has(code) || UNREACHED.test(code))) return true
  if (typeof kind === 'string' && KINDS.has(kind)) return true
  return typeof message === 'string' && SAID.test(message)
}
