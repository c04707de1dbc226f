import { beginUpload } from './begin-upload'
import { finishUpload } from './finish-upload'
import type { Ports } from './ports'
import { readFile, readSticker } from './read-file'
import type { ServerInfoConfig } from './read-server-info'
import { findUpload, readUploaded } from './read-uploaded'

/** What people bring along, and get back. */
export function fileUseCases(ports: Ports, config: ServerInfoConfig) {
  return {
    beginUpload: beginUpload(ports, config),
    finishUpload: finishUpload(ports),
    findUpload: findUpload(ports),
    readUploaded: readUploaded(ports),
    readFile: readFile(ports),
    readSticker: readSticker(ports),
    sweepFiles: () => ports.files.sweep(),
  }
}
