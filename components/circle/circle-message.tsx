'use client'

import { useShown } from '../attachments/use-shown'
import type { Said } from '../message/said'
import { CirclePlayer } from './circle-player'

/** A circle video in the history: it stands without a bubble. */
export function CircleMessage({ said }: { said: Said }) {
  const [circle] = useShown(said)
  if (!circle?.whole) return <div className="size-56 max-w-full rounded-full bg-sunken" />
  return <CirclePlayer src={circle.whole} posterSrc={circle.preview} durationMs={circle.facts.durationMs ?? 0} inRow />
}
