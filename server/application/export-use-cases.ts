import { beginExport, discardExport, readExport, readExportStatus } from './export-data'
import { makeExports } from './make-exports'
import type { Ports } from './ports'

/** What people take along. */
export function exportUseCases(ports: Ports) {
  return {
    beginExport: beginExport(ports),
    readExportStatus: readExportStatus(ports),
    discardExport: discardExport(ports),
    readExport: readExport(ports),
    makeExports: makeExports(ports),
  }
}
