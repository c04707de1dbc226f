'use client'

import { useEffect, useRef, useState } from 'react'
import { LINGER_MS } from './stand-ins'

type Blobs = readonly (Blob | null)[]

/** What is drawn or played may be still, while the row of what was sent gets it anew. */
const lingers = ({ type }: Blob): boolean => /^(image|video|audio)\//.test(type)

const NONE: ReadonlyMap<Blob, string> = new Map()

/** Addresses of bytes that are here, as long as they are asked for, and what is seen or heard a while longer; there from the second drawing on. */
export function useBlobUrls(blobs: Blobs): ReadonlyMap<Blob, string> {
  const kept = useRef(blobs)
  if (!same(kept.current, blobs)) kept.current = blobs
  const wanted = kept.current
  const [urls, setUrls] = useState(NONE)

  useEffect(() => {
    const made = new Map(wanted.filter((blob) => blob !== null).map((blob) => [blob, URL.createObjectURL(blob)]))
    setUrls(made)
    const revoke = (which: (blob: Blob) => boolean): void => {
      for (const [blob, url] of made) if (which(blob)) URL.revokeObjectURL(url)
    }
    return () => {
      revoke((blob) => !lingers(blob))
      setTimeout(() => revoke(lingers), LINGER_MS)
    }
  }, [wanted])

  return urls
}

const same = (a: Blobs, b: Blobs): boolean => a.length === b.length && a.every((blob, index) => blob === b[index])
