'use client'

import { create } from 'zustand'
import type { MessagePosted } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

interface AskedReport {
  readonly userId: UserId
  /** Messages of one chat to choose from, oldest first: those of the person, and what was chosen with them. */
  readonly events: readonly MessagePosted[]
  /** All of them are chosen to begin with. */
  readonly chosen: boolean
}

/** Who is about to be reported to the server's admins: asked for from anywhere. */
export const useAskedReport = create<{ readonly asked: AskedReport | null }>(() => ({ asked: null }))

export const askReport = (asked: AskedReport): void => useAskedReport.setState({ asked })
export const closeAskedReport = (): void => useAskedReport.setState({ asked: null })
