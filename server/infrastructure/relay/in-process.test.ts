import { describeRelay } from './contract'
import { createInProcessRelay } from './in-process'

describeRelay('in-process', async () => {
  const relay = createInProcessRelay()
  return { near: relay, far: relay }
})
