import type { Goal } from '../figures/goals'
import { PROFILES } from './browser'

const LIMITS: Readonly<Record<string, readonly [reach: number, then: number]>> = {
  'JavaScript before a chat can be used, kB': [200, 130],
  'sign-in (Enter) to a usable chat, ms': [700, 400],
  'warm start to the last messages, ms': [200, 100],
  'blocking time of a cold start, ms': [150, 50],
  'layout shift of signing in': [0, 0],
  'layout shift of a start, cold and warm': [0, 0],
  'layout shift of a start with unread': [0, 0],
  'Enter to the own bubble painted p50, frames': [1, 1],
  'Enter to painted on the other screen p50, ms': [30, 18],
  'keystroke to paint with 10,000 characters p50, ms': [16, 8],
  'switching to a chat for the first time p95, ms': [80, 50],
  'switching to a chat again p95, ms': [50, 32],
  'opening a chat of 100,000 against one of 10': [1.1, 1],
  'the first of 100,000 painted after Home, ms': [1_000, 1_000],
  'scrolling 100,000: longest task, ms': [50, 50],
  'scrolling 100,000: largest jump, px': [1, 1],
  'scrolling 100,000: frames dropped, of one': [1, 0],
  'scrolling 100,000: layout shift': [0, 0],
  'scrolling 100,000: heap against after load': [1.5, 1.2],
  'scrolling 100,000: DOM nodes against after load': [1.5, 1.2],
  'after live messages: heap against after load': [1.5, 1.2],
  'after live messages: DOM nodes against after load': [1.5, 1.2],
  'arriving at 50/s in the open chat: the last one painted, ms': [100, 50],
  'arriving at 50/s in the open chat: main thread, of one': [0.3, 0.15],
  'overview of 1,000 conversations, 50/s all over: main thread, of one': [0.15, 0.07],
}

export const FELT_GOALS: Readonly<Record<string, Goal>> = Object.fromEntries(
  PROFILES.flatMap((profile) =>
    Object.entries(LIMITS).map(([name, [reach, then]]) => [`${profile}: ${name}`, { better: 'less', reach, then }]),
  ),
)
