import { formatSize } from '@/components/attachments/format-size'
import type { ExportStatus } from '@/contracts/export'

/** Chats are many short steps, files are bytes: of the bar, the first third is the one's, the rest the other's. */
export function shareDone({ chats, files }: Pick<ExportStatus, 'chats' | 'files'>): number {
  const read = chats.total === 0 ? 0 : chats.done / chats.total
  if (read < 1) return Math.floor((read * 100) / 3)
  const added = files.total === 0 ? 1 : files.done / files.total
  return Math.floor((100 + 200 * added) / 3)
}

function step({ chats, files }: ExportStatus): string {
  if (chats.total === 0) return 'Beginning…'
  if (chats.done < chats.total) return `Reading your chats: ${chats.done} of ${chats.total}`
  if (files.total === 0) return 'Finishing…'
  return `Adding your files: ${formatSize(files.done)} of ${formatSize(files.total)}`
}

export function ExportProgress({ status }: { status: ExportStatus }) {
  const share = shareDone(status)
  return (
    <div className="flex flex-col gap-2">
      <div
        role="progressbar"
        aria-label="Preparing your export"
        aria-valuenow={share}
        aria-valuetext={`${share} %, ${step(status)}`}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
      </div>
      <p className="flex justify-between gap-3 text-sm text-ink-muted tabular-nums">
        <span>{step(status)}</span>
        <span>{share} %</span>
      </p>
    </div>
  )
}
