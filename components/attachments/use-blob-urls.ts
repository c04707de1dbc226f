'use client'

import { useEffect, useRef, useState } from 'react'

type Blobs = readonly (Blob | null)[]
export type BlobUrls = ReadonlyMap<Blob, string>

const LINGER_MS = 30_000

/** What was begun to be drawn or played may be still, when nobody asks for its address any more. */
const lingers = ({ type }: Blob): boolean => /^(image|video|audio)\//.test(type)

const NONE: BlobUrls = new Map()

/** Addresses of bytes that are here, as long as they are asked for, and what is seen or heard a while longer; there from the second drawing on. */
export function useBlobUrls(blobs: Blobs): BlobUrls {
  const kept = useRef(blobs)
  if (!same(kept.current, blobs)) kept.current = blobs
  const wanted = kept.current
  const [urls, setUrls] = useState(NONE)

  useEffect(() => {
    const made = new Map(wanted.filter((blob) => blob !== null).map((blob) => [blob, URL.createObjectURL(blob)]))
    setUrls(made.size > 0 ? made : NONE)
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
