import { describePresenceStore } from '@/server/application/presence-store.contract'
import { createMemoryPresenceStore } from './presence-store'

describePresenceStore('memory', async () => {
  let now = Date.UTC(2026, 10, 21)
  return {
    store: createMemoryPresenceStore(() => now),
    ana: '1',
    bea: '2',
    passTime: async (ms) => {
      now += ms
    },
  }
})
