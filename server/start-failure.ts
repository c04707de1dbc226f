/**
 * Why Kith cannot start, in one sentence that says what to do. Printed without a stack; exit code 1.
 * Told apart by `name`, never by `instanceof`: a module may be loaded twice in one process.
 */
export class StartFailure extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartFailure'
  }
}

export function isStartFailure(error: unknown): error is StartFailure {
  return error instanceof Error && error.name === 'StartFailure'
}
