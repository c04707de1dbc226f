'use client'

import { useEffect, useRef, useState } from 'react'
import { LINGER_MS } from './stand-ins'

type Blobs = readonly (Blob | null)[]

const NONE: ReadonlyMap<Blob, string> = new Map()

/** Addresses of bytes that are here, as long as they are asked for and a while longer; there from the second drawing on. */
export function useBlobUrls(blobs: Blobs): ReadonlyMap<Blob, string> {
  const kept = useRef(blobs)
  if (!same(kept.current, blobs)) kept.current = blobs
  const wanted = kept.current
  const [urls, setUrls] = useState(NONE)

  useEffect(() => {
    const made = new Map(wanted.filter((blob) => blob !== null).map((blob) => [blob, URL.createObjectURL(blob)]))
    setUrls(made)
    return () => {
      setTimeout(() => {
        for (const url of made.values()) URL.revokeObjectURL(url)
      }, LINGER_MS)
    }
  }, [wanted])

  return urls
}

const same = (a: Blobs, b: Blobs): boolean => a.length === b.length && a.every((blob, index) => blob === b[index])
