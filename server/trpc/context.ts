import type { Actor } from '@/server/application/account-ports'
import type { UseCases } from '@/server/application/use-cases'
import type { Limits } from '@/server/infrastructure/rates/limits'

/** What every procedure gets: who asks, and the use cases. */
export interface Context {
  /** By a session that was found valid for this request, or that is just looked up while procedures that only read begin (answer.ts); null: nobody is signed in. */
  readonly actor: Actor | null
  /** The network address the request came from. */
  readonly address: string
  readonly useCases: UseCases
  readonly limits: Pick<Limits, 'take'>
}
