import type { OutboxRecord } from './outbox-record'

/** What tabs of one account tell each other about what waits. */
export type TabMessage =
  | {
      readonly kind: 'outbox:put'
      readonly record: OutboxRecord
      /** By the tab that sends. */
      readonly held: boolean
      /** By their keys in the store. */
      readonly files?: readonly (readonly [string, Blob])[]
    }
  | { readonly kind: 'outbox:removed'; readonly clientId: string }

export interface Tabs {
  tell(message: TabMessage): void
  listen(listener: (message: TabMessage) => void): void
  close(): void
}

/** Where there are no others. */
export const noTabs: Tabs = { tell: () => {}, listen: () => {}, close: () => {} }
