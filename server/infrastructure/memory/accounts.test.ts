import { describeAdmin } from '@/server/application/admin.contract'
import { describeContacts } from '@/server/application/contacts.contract'
import { describePictures } from '@/server/application/pictures.contract'
import { describePrivacy } from '@/server/application/privacy.contract'
import { describePushSubscriptions } from '@/server/application/push-subscriptions.contract'
import { describeReports } from '@/server/application/reports.contract'
import { describeSessions } from '@/server/application/sessions.contract'
import { describeUsers } from '@/server/application/users.contract'
import { pairKeyOf } from '@/server/domain/pair'
import { memoryAccounts } from './accounts'
import { memoryAdmin } from './admin'
import { memoryContacts } from './contacts'
import { memoryPictures } from './pictures'
import { memoryPrivacy } from './privacy'
import { memoryPushSubscriptions } from './push-subscriptions'
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
    privacy: memoryPrivacy(accounts),
    pushSubscriptions: memoryPushSubscriptions(accounts),
    async block(userId: string, blockedId: string) {
      accounts.apart = (one, other) => pairKeyOf(one, other) === pairKeyOf(userId, blockedId)
    },
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
describePrivacy('memory', open)
describePushSubscriptions('memory', open)
