import { charAfter, charBefore, isWordChar } from './edges'

export interface Fence {
  readonly from: number
  readonly to: number
  /** The next run of as many backticks that may close it. */
  closing: Fence | null
}

/** The runs of one to three backticks, each with its partner; found from the right, so each is looked at once. */
export function fencesOf(line: string): readonly Fence[] {
  const fences: Fence[] = []
  const closings: (Fence | undefined)[] = []
  for (const { 0: run, index: from } of [...line.matchAll(/`+/g)].reverse()) {
    const fence: Fence = { from, to: from + run.length, closing: null }
    fences.push(fence)
    if (run.length > 3) continue
    if (!isWordChar(charBefore(line, from))) fence.closing = closings[run.length] ?? null
    if (!isWordChar(charAfter(line, fence.to))) closings[run.length] = fence
  }
  return fences.reverse()
}
