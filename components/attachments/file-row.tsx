'use client'

import { Download } from 'lucide-react'
import { FileIcon } from './file-icon'
import { FileName } from './file-name'
import { formatSize } from './format-size'
import type { Shown } from './shown'
import { UploadRing } from './upload-ring'

export const FILE_WIDTH = 288

/** A file: what it is, how large, and the way to have it. */
export function FileRow({ shown }: { shown: Shown }) {
  const { facts, whole, upload } = shown
  const { name, type, size } = facts
  const words = (
    <span className="min-w-0 flex-1">
      <span className="block font-medium">
        <FileName name={name} />
      </span>
      <span className="block text-xs text-(--meta) tabular-nums">
        {upload && upload.state !== 'ready'
          ? `${formatSize(size * upload.part)} of ${formatSize(size)}`
          : formatSize(size)}
      </span>
    </span>
  )
  if (upload) {
    const ring = <UploadRing upload={upload} name={name || 'file'} className="relative size-10" />
    return (
      <div className="flex items-center gap-3 py-1">
        {upload.state === 'ready' ? <Badge name={name} type={type} /> : ring}
        {words}
      </div>
    )
  }
  return (
    <a
      href={whole ?? undefined}
      download={name || 'file'}
      tabIndex={-1}
      data-row-part=""
      className="group/file -mx-1 flex items-center gap-3 rounded-lg px-1 py-1 outline-offset-1"
    >
      <Badge name={name} type={type} />
      {words}
      <Download aria-hidden className="size-5 shrink-0 text-(--meta) transition-colors group-hover/file:text-current" />
      <span className="sr-only">Download</span>
    </a>
  )
}

function Badge({ name, type }: { name: string; type: string }) {
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent text-on-accent">
      <FileIcon name={name} type={type} className="size-5" />
    </span>
  )
}
