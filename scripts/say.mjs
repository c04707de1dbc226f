/** One line to the person who waits. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Says what begins and how long it took. */
export async function step(what, work) {
  const startedAt = Date.now()
  say(`${what} …`)
  const result = await work()
  say(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}
