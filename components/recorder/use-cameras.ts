'use client'

import { useEffect, useState } from 'react'
import { listCameras } from '@/client/media/circle-capture'

/** The cameras to choose from, once one was allowed. */
export function useCameras(allowed: boolean): readonly string[] {
  const [cameras, setCameras] = useState<readonly string[]>([])
  useEffect(() => {
    if (!allowed) return
    let current = true
    const look = () =>
      void listCameras().then(
        (found) => current && setCameras(found),
        () => {},
      )
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => {
      current = false
      navigator.mediaDevices.removeEventListener('devicechange', look)
    }
  }, [allowed])
  return cameras
}
