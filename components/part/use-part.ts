'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { mendMissingPart } from '../update/missing-part'
import type { Part } from './part'

interface PartInUse<T> {
  readonly loaded: T | null
  readonly failed: boolean
  readonly retry: () => void
}

const none = () => null

/** A part, fetched if need be as long as it is `wanted`. */
export function usePart<T>(part: Part<T>, wanted = true): PartInUse<T> {
  const [attempt, setAttempt] = useState(0)
  const [failed, setFailed] = useState(false)
  const loaded = useSyncExternalStore(part.subscribe, part.current, none)
  const asks = wanted && loaded === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again.
  useEffect(() => {
    if (!asks) return
    let current = true
    part.load().catch(() => {
      if (!current) return
      setFailed(true)
      void mendMissingPart()
    })
    return () => {
      current = false
    }
  }, [part, asks, attempt])
  return {
    loaded,
    failed: asks && failed,
    retry() {
      setFailed(false)
      setAttempt(attempt + 1)
    },
  }
}
