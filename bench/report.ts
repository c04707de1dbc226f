import type { Numbers } from './figures/figure'
import { GOALS, type Goal } from './figures/goals'

/** A number over all runs. */
export interface Summary {
  readonly median: number
  readonly least: number
  readonly most: number
}

export type Summaries = Readonly<Record<string, Summary>>

export function summarize(runs: readonly Numbers[]): Summaries {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))]
  return Object.fromEntries(
    names.map((name) => {
      const values = runs.flatMap((run) => run[name] ?? []).sort((one, other) => one - other)
      const [least = Number.NaN] = values
      return [name, { median: values[values.length >> 1] ?? Number.NaN, least, most: values.at(-1) ?? Number.NaN }]
    }),
  )
}

export function table(summaries: Summaries): string {
  const rows = Object.entries(summaries).map(([name, { median, least, most }]) => {
    const goal = GOALS[name]
    return [
      name,
      short(median),
      `${short(least)}–${short(most)}`,
      goal ? short(goal.reach) : '',
      goal ? short(goal.then) : '',
      goal ? verdict(median, goal) : '',
    ]
  })
  const all = [['figure', 'median', 'min–max', 'reach', 'then', ''], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function verdict(value: number, { better, reach, then }: Goal): string {
  const holds = (limit: number) => (better === 'more' ? value >= limit : value <= limit)
  return holds(then) ? 'then' : holds(reach) ? 'reached' : 'missed'
}

const short = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
