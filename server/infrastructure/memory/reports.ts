import type { Report } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Reports } from '@/server/application/report-ports'
import { KithError, notFound } from '@/server/domain/errors'
import type { MemoryAccounts } from './accounts'

const DAY_MS = 86_400_000

export function memoryReports(accounts: MemoryAccounts): Reports {
  const reports = new Map<string, Report>()
  const profileOf = (userId: UserId) => {
    const user = accounts.users.get(userId)
    if (user === undefined) throw notFound('person')
    return user.profile
  }
  const find = (id: string): Report => {
    const report = reports.get(id)
    if (report === undefined) throw notFound('report')
    return report
  }
  return {
    async add({ reporterId, reportedId, note, messages }, perDay) {
      const [reporter, reported] = [profileOf(reporterId), profileOf(reportedId)]
      const since = new Date(accounts.now() - DAY_MS).toISOString()
      const today = [...reports.values()].filter((one) => one.reporter.id === reporterId && one.at > since)
      if (today.length >= perDay) throw new KithError('rate_limited', 'You reported a lot today. Go on tomorrow.')
      const id = accounts.nextId()
      const at = new Date(accounts.now()).toISOString()
      reports.set(id, { id, at, reporter, reported, note, messages, doneAt: null })
    },
    list: async (limit) => {
      const newest = [...reports.values()].reverse()
      const open = newest.filter(({ doneAt }) => doneAt === null)
      return [...open, ...newest.filter(({ doneAt }) => doneAt !== null)].slice(0, limit)
    },
    async setDone(id, done) {
      const report = find(id)
      reports.set(id, { ...report, doneAt: done ? (report.doneAt ?? new Date(accounts.now()).toISOString()) : null })
    },
    async delete(id) {
      reports.delete(find(id).id)
    },
  }
}
