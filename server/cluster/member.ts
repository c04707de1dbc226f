import { type AppProcess, freePort, startApp } from '../testing/app-process'

/** One process of a cluster, at an address that stays while it comes and goes. */
export interface Member {
  /** Like `gateway-1`. */
  readonly name: string
  readonly kind: 'gateway' | 'web'
  /** Itself, without the balancer. */
  readonly url: string
  readonly pid: number
  readonly running: boolean
  /** The code or signal its last life ended with; undefined while it runs. */
  readonly ended: number | string | undefined
  /** What it wrote last in this life. */
  readonly output: string
  /** @throws when it ends instead, or takes two minutes */
  ready(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** SIGTERM; resolves with what it ended with: 0 when all went well. */
  stop(): Promise<number | string>
  /** Again after it ended. Resolves when it is ready. */
  start(): Promise<void>
  suspend(): void
  resume(): void
}

export interface MemberOptions {
  readonly kind: Member['kind']
  readonly name: string
  readonly dataFolder: string
  readonly env: Readonly<Record<string, string>>
  readonly onOutput?: (text: string) => void
}

/** Starts it, and doesn't wait until it is ready. */
export async function startMember({ kind, name, ...options }: MemberOptions): Promise<Member> {
  const port = await freePort()
  const run = (): AppProcess => startApp({ ...options, entry: kind, port })
  let app = run()
  return {
    name,
    kind,
    url: app.url,
    get pid() {
      return app.pid
    },
    get running() {
      return app.ended === undefined
    },
    get ended() {
      return app.ended
    },
    get output() {
      return app.output
    },
    ready: () => app.ready(),
    kill: () => app.kill(),
    stop: () => app.stop(),
    async start() {
      app = run()
      await app.ready()
    },
    suspend: () => app.suspend(),
    resume: () => app.resume(),
  }
}
