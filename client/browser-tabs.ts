import { noTabs, type TabMessage, type Tabs } from './tabs'

/** The account's other tabs in this browser. */
export function browserTabs(name: string): Tabs {
  if (typeof BroadcastChannel === 'undefined') return noTabs
  const channel = new BroadcastChannel(name)
  let open = true
  return {
    tell: (message) => {
      if (open) channel.postMessage(message)
    },
    listen: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data)
    },
    close: () => {
      open = false
      channel.close()
    },
  }
}
