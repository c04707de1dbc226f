import type { Retention, RetentionEstimate } from '@/contracts/dto'

/** How long the server keeps what was said. What is older is erased by `Erasing`, which reads it each time. */
export interface RetentionSetting {
  read(): Promise<Retention>
  set(retention: Retention): Promise<void>
  /** What would be erased now if it were so. Counts what is shown to anybody, by the database's clock. */
  estimate(retention: Retention): Promise<RetentionEstimate>
}
