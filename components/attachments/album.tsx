'use client'

import type { ReactNode } from 'react'
import { ALBUM_WIDTH, albumRows, ratioOf, singleWidth, TILES_MAX, tileRatio } from './album-layout'
import type { Facts, Shown } from './shown'
import { Tile } from './tile'

interface AlbumProps {
  readonly pictures: readonly Shown[]
  /** Null: nothing of it can be looked at in full yet. */
  readonly onOpen: ((position: number) => void) | null
}

/** How wide an album stands, in pixels of CSS; narrower where there is no room. */
export const albumWidth = (pictures: readonly Facts[]): number => {
  const [only] = pictures
  return only && pictures.length === 1 ? singleWidth(only) : ALBUM_WIDTH
}

/** Photos and videos of one message. Every place is as large as it will stay before anything is loaded. */
export function Album({ pictures, onOpen }: AlbumProps) {
  const tiles: ReactNode[] = []
  const hidden = Math.max(0, pictures.length - TILES_MAX)
  let index = 0
  for (const inRow of albumRows(pictures.length)) {
    const row = pictures.slice(index, index + inRow)
    const alone = pictures.length === 1 ? row[0] : undefined
    const ratio = alone
      ? ratioOf(alone.facts)
      : tileRatio(
          inRow,
          row.map(({ facts }) => facts),
        )
    for (const shown of row) {
      index++
      const { position } = shown
      tiles.push(
        <Tile
          key={position}
          shown={shown}
          count={pictures.length}
          style={{ aspectRatio: ratio, gridColumn: `span ${6 / inRow}` }}
          more={index === TILES_MAX ? hidden && hidden + 1 : 0}
          onOpen={onOpen && (() => onOpen(position))}
        />,
      )
    }
  }
  return (
    <div
      style={{ width: albumWidth(pictures.map(({ facts }) => facts)) }}
      className="grid max-w-full grid-cols-6 gap-0.5 overflow-hidden rounded-[0.9rem]"
    >
      {tiles}
    </div>
  )
}
