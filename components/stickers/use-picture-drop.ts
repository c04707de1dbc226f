'use client'

import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

/** Takes what is dropped on something, or pasted into it, as files. */
export function usePictureDrop(onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  return {
    over,
    onDragEnter(event: DragEvent) {
      if (!holdsFiles(event)) return
      depth.current++
      setOver(true)
    },
    onDragLeave(event: DragEvent) {
      if (holdsFiles(event) && --depth.current <= 0) setOver(false)
    },
    onDragOver(event: DragEvent) {
      if (holdsFiles(event)) event.preventDefault()
    },
    onDrop(event: DragEvent) {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth.current = 0
      setOver(false)
      onFiles([...event.dataTransfer.files])
    },
    onPaste(event: ClipboardEvent) {
      const { clipboardData } = event
      const files = [...clipboardData.files]
      if (files.length === 0 || clipboardData.types.includes('text/plain')) return
      event.preventDefault()
      onFiles(files)
    },
  }
}
