'use client'

import { type ReactNode, useMemo } from 'react'
import { isKept, type Said } from '../message/said'
import { lookAt } from '../viewer/looked-at'
import { Album } from './album'
import { AudioRow } from './audio-row'
import { FILE_WIDTH, FileRow } from './file-row'
import { isPicture } from './shown'
import { useShown } from './use-shown'

interface FilesProps {
  readonly said: Said
  /** The message's time and ticks, on pictures that stand alone. */
  readonly meta: ReactNode
}

/** Photos and videos, and other files below them. */
export function Files({ said, meta }: FilesProps) {
  const shown = useShown(said)
  const album = useMemo(() => {
    const pictures = shown.filter(({ facts }) => isPicture(facts))
    return pictures.length > 0 && <Album pictures={pictures} onOpen={openerOf(said)} />
  }, [shown, said])
  const rows = shown
    .filter(({ facts }) => !isPicture(facts))
    .map((one) => {
      const Row = one.facts.type.startsWith('audio/') ? AudioRow : FileRow
      return <Row key={one.position} shown={one} />
    })
  if (rows.length === 0) {
    return (
      <div className="relative">
        {album}
        {meta}
      </div>
    )
  }
  return (
    <>
      {album}
      <div style={{ width: FILE_WIDTH }} className="max-w-full">
        {rows}
      </div>
    </>
  )
}

/** Null: nothing can be looked at in full yet. */
function openerOf(said: Said): ((position: number) => void) | null {
  if (!isKept(said)) return null
  const { conversationId, seq } = said
  return (position) => lookAt({ conversationId, seq, position })
}
