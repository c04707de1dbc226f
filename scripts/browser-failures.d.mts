interface ReportedError {
  readonly message?: string
  readonly stack?: string
  readonly value?: string
}

interface Suite {
  readonly specs?: readonly {
    readonly file: string
    readonly line: number
    readonly title: string
    readonly ok: boolean
    readonly tests: readonly { readonly results: readonly { readonly errors: readonly ReportedError[] }[] }[]
  }[]
  readonly suites?: readonly Suite[]
}

export function browserFailures(report: {
  readonly suites: readonly Suite[]
  readonly errors: readonly ReportedError[]
}): string[]
