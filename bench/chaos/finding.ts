/** One thing that has to be true afterwards. `wrong`: where it isn't. */
export interface Finding {
  readonly claim: string
  readonly examined: number
  readonly wrong: readonly string[]
}

/** The same claims, examined in several places, as one each. */
export function merged(findings: readonly Finding[]): Finding[] {
  const byClaim = new Map<string, Finding>()
  for (const each of findings) {
    const before = byClaim.get(each.claim)
    const examined = (before?.examined ?? 0) + each.examined
    byClaim.set(each.claim, { claim: each.claim, examined, wrong: [...(before?.wrong ?? []), ...each.wrong] })
  }
  return [...byClaim.values()]
}
