import { beginExport, discardExport, readExport, readExportStatus } from './export-data'
import { makeExports } from './make-exports'
import type { Ports } from './ports'

/** What people take along. `now` in milliseconds. */
export function exportUseCases(ports: Ports, { now }: { readonly now?: () => number } = {}) {
  return {
    beginExport: beginExport(ports),
    readExportStatus: readExportStatus(ports),
    discardExport: discardExport(ports),
    readExport: readExport(ports),
    makeExports: makeExports(ports, now),
  }
}
