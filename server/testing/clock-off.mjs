// For tests: `node --import` this, and the process's clock is ahead by CLOCK_OFF_MS milliseconds. Timers keep their pace.
const offMs = Number(process.env.CLOCK_OFF_MS ?? 0)
const RealDate = Date

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, asked) =>
    Reflect.construct(target, given.length > 0 ? given : [target.now() + offMs], asked),
  apply: (target) => new target(target.now() + offMs).toString(),
  get: (target, name, receiver) =>
    name === 'now'
      ? () => target.now() + offMs
      : Reflect.get(target, name, receiver === globalThis.Date ? target : receiver),
})

process.stderr.write(`Clock at start: ${new Date().toISOString()}\n`)
