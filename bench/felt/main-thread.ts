import type { CDPSession } from 'playwright'

export interface PageCost {
  /** Seconds, since the page began. */
  readonly taskS: number
  readonly atS: number
  readonly heapBytes: number
  readonly nodes: number
}

/** What a page has used and holds. `clean`: what nobody holds any more is thrown away first. */
export async function costOf(cdp: CDPSession, clean = false): Promise<PageCost> {
  // What a first collection lets go of can let go of more.
  for (let round = 0; clean && round < 2; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return {
    taskS: of('TaskDuration'),
    atS: of('Timestamp'),
    heapBytes: of('JSHeapUsedSize'),
    nodes: of('Nodes'),
  }
}

/** Of one. */
export const busyBetween = (from: PageCost, to: PageCost): number => (to.taskS - from.taskS) / (to.atS - from.atS)
