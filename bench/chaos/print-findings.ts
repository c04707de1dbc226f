import type { Finding } from './finding'

const SHOWN = 5

/** Prints a table and, below it, what is wrong. Answers whether nothing is. */
export function printFindings(findings: readonly Finding[]): boolean {
  const width = Math.max(...findings.map(({ claim }) => claim.length))
  for (const { claim, examined, wrong } of findings) {
    const verdict = wrong.length === 0 ? 'yes' : `NO, ${wrong.length}`
    process.stdout.write(`${claim.padEnd(width)}  ${String(examined).padStart(7)}  ${verdict}\n`)
  }
  for (const { claim, wrong } of findings) {
    if (wrong.length === 0) continue
    process.stdout.write(
      `\nNot so: ${claim}\n${wrong
        .slice(0, SHOWN)
        .map((each) => `  ${each}\n`)
        .join('')}`,
    )
  }
  return findings.every(({ wrong }) => wrong.length === 0)
}
