import { useState } from 'react'

/** Whether it is so, or was: what has been drawn once stays, to fade out and to come back. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now)
  if (now && !ever) setEver(true)
  return ever || now
}
