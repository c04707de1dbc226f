/**
 * Small letters that look like a Latin one in either case, after Unicode's confusables (UTS 39): the Cyrillic and Greek
 * ones that people are fooled with. Not the whole table: l and 1 stay apart, as real names differ by them.
 */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('авекмнорстухіјѕԁһӏԛԝԍү', 'abekmhopctyxijsdhlqwgy'),
  ...pairs('αβεζηικμνορτυχ', 'abezhikmnoptyx'),
  ...pairs('‐‑‒–—−', '------'),
])

function pairs(from: string, to: string): [string, string][] {
  const latin = [...to]
  return [...from].map((char, at) => [char, latin[at] ?? char])
}
