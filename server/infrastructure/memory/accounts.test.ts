import { describeAdmin } from '@/server/application/admin.contract'
import { describeContacts } from '@/server/application/contacts.contract'
import { describePictures } from '@/server/application/pictures.contract'
import { describeReports } from '@/server/application/reports.contract'
import { describeSessions } from '@/server/application/sessions.contract'
import { describeUsers } from '@/server/application/users.contract'
import { memoryAccounts } from './accounts'
import { memoryAdmin } from './admin'
import { memoryContacts } from './contacts'
import { memoryPictures } from './pictures'
import { memoryReports } from './reports'
import { memorySessions } from './sessions'
import { memoryUsers } from './users'

async function open() {
  let passed = 0
  const accounts = memoryAccounts(() => Date.now() + passed)
  return {
    users: memoryUsers(accounts),
    sessions: memorySessions(accounts),
    contacts: memoryContacts(accounts),
    pictures: memoryPictures(accounts),
    admin: memoryAdmin(accounts),
    reports: memoryReports(accounts),
    async passTime(ms: number) {
      passed += ms
    },
  }
}

describeUsers('memory', open)
describeSessions('memory', open)
describeContacts('memory', open)
describePictures('memory', open)
describeAdmin('memory', open)
describeReports('memory', open)
