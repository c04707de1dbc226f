import type { Receipts } from '@/contracts/dto'

/** Receipts only move forward: order and repetition of what is told don't matter. */
export function mergeReceipts(known: Receipts, told: Receipts): Receipts {
  const delivered = Math.max(known.delivered, told.delivered)
  const seen = Math.max(known.seen, told.seen)
  return delivered === known.delivered && seen === known.seen ? known : { delivered, seen }
}
