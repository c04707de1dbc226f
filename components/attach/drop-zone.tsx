'use client'

import { Paperclip } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'

interface DropZoneProps {
  /** Null: nothing can be sent here now. */
  readonly onFiles: ((files: readonly File[]) => void) | null
  readonly children: ReactNode
  readonly className: string
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

/** A conversation, onto which files can be dropped, and into which they can be pasted. */
export function DropZone({ onFiles, children, className }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  useKeptPage()

  function leave(): void {
    depth.current = 0
    setOver(false)
  }

  function onDrop(event: DragEvent): void {
    if (!holdsFiles(event)) return
    event.preventDefault()
    leave()
    const files = filesOf(event)
    if (onFiles && files.length > 0) onFiles(files)
  }

  /** What a spreadsheet or a text program copies is words, with a picture of them besides. */
  function onPaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files]
    if (!onFiles || files.length === 0 || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    onFiles(files)
  }

  return (
    <section
      aria-label="Conversation"
      className={className}
      onDragEnter={(event) => {
        if (!holdsFiles(event)) return
        depth.current++
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (holdsFiles(event) && --depth.current <= 0) leave()
      }}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = onFiles ? 'copy' : 'none'
      }}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      {children}
      {over && onFiles && (
        <div className="pointer-events-none absolute inset-2 z-30 grid animate-in place-items-center rounded-2xl border-2 border-dashed border-accent bg-surface/90 fade-in">
          <p className="flex flex-col items-center gap-3 text-lg font-semibold text-accent-ink">
            <Paperclip aria-hidden className="size-10" />
            Drop to attach
          </p>
        </div>
      )}
    </section>
  )
}

/** A folder looks like an empty file. */
function filesOf(event: DragEvent): readonly File[] {
  const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file')
  const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory)
  if (folders.length > 0) toast.error('A folder can’t be sent. Drop the files that are in it, or pack it first.')
  return items.flatMap((item) => (folders.includes(item) ? [] : (item.getAsFile() ?? [])))
}

/** Dropped beside the zone, a file would be opened in place of the app. */
function useKeptPage(): void {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files') || event.defaultPrevented) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}
