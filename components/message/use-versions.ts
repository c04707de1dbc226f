'use client'

import { useEffect, useState } from 'react'
import type { ConversationHandle } from '@/client/kith'
import type { MessageVersion } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { refusalOf } from '../refusal'

interface Versions {
  /** Oldest first; null: not here yet. */
  readonly versions: readonly MessageVersion[] | null
  readonly problem: string | null
  readonly retry: () => void
}

/** Earlier wordings, as long as they are looked at: nothing keeps what was deleted meanwhile. */
export function useVersions(handle: ConversationHandle, seq: Seq, changedSeq: Seq): Versions {
  const [versions, setVersions] = useState<readonly MessageVersion[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the message may bring another wording, and another attempt asks again.
  useEffect(() => {
    let wanted = true
    handle.versions(seq).then(
      (loaded) => wanted && setVersions(loaded),
      (error: unknown) => wanted && setProblem(refusalOf(error).message),
    )
    return () => {
      wanted = false
    }
  }, [handle, seq, changedSeq, attempt])
  return {
    versions,
    problem,
    retry: () => {
      setProblem(null)
      setAttempt(attempt + 1)
    },
  }
}
