import module from 'node:module'

/** As of Node 22.14, which its types here don't know yet. */
interface Settable {
  readonly setSourceMapsSupport?: (enabled: boolean, of: { nodeModules: boolean; generatedCode: boolean }) => void
}

/** Keeps no maps of libraries that are loaded from now on: those of Next.js alone take 15 MB. */
export function keepOwnSourceMapsOnly(): void {
  if (!process.sourceMapsEnabled) return
  const { setSourceMapsSupport } = module as typeof module & Settable
  setSourceMapsSupport?.(true, { nodeModules: false, generatedCode: false })
}
