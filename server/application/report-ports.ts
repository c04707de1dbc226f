import type { Report, ReportedMessage } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

export interface NewReport {
  readonly reporterId: UserId
  readonly reportedId: UserId
  readonly note: string
  readonly messages: readonly ReportedMessage[]
}

/** What people tell the server's admins. */
export interface Reports {
  /** @throws KithError `not_found`, `rate_limited` after `perDay` within a day */
  add(report: NewReport, perDay: number): Promise<void>
  /** Those that nobody has seen to first, then the newest. */
  list(limit: number): Promise<readonly Report[]>
  /** @throws KithError `not_found` */
  setDone(id: string, done: boolean): Promise<void>
  /** With its copies of messages. @throws KithError `not_found` */
  delete(id: string): Promise<void>
}
