/** Times that were measured, by what they are of. */
export class Figures {
  readonly #times = new Map<string, number[]>()

  add(what: string, ...ms: readonly number[]): void {
    this.#times.set(what, [...(this.#times.get(what) ?? []), ...ms])
  }

  /** In milliseconds; 0 when nothing was measured. */
  percentile(what: string, share: number): number {
    const sorted = [...(this.#times.get(what) ?? [])].sort((one, other) => one - other)
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  }

  count(what: string): number {
    return this.#times.get(what)?.length ?? 0
  }

  lines(): string[] {
    const seconds = (what: string, share: number) => `${(this.percentile(what, share) / 1_000).toFixed(1)} s`
    return [...this.#times.keys()].map(
      (what) =>
        `${what}: ${this.count(what)} times, half within ${seconds(what, 0.5)}, 95 % within ${seconds(what, 0.95)}, all within ${seconds(what, 1)}`,
    )
  }
}
