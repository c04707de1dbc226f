import type { Browser } from 'playwright'
import type { Effort, Figure, Numbers } from '../figures/figure'
import type { Stage } from '../stage'
import { startKith } from '../targets/kith'
import { using } from '../targets/using'
import { openBrowser, PROFILES, type Profile } from './browser'

export interface Scene {
  readonly stage: Stage
  readonly effort: Effort
  readonly url: string
  readonly browser: Browser
  readonly profile: Profile
}

/** A figure of what one person feels, in a window and on a phone, each before the built app. Its numbers' names get the profile's. */
export const felt =
  (play: (scene: Scene) => Promise<Numbers>, profiles: readonly Profile[] = PROFILES): Figure =>
  (stage, effort) =>
    using(
      () => startKith(stage),
      async ({ url }) => {
        const numbers: Record<string, number> = {}
        for (const profile of profiles) {
          const browser = await openBrowser()
          try {
            const played = await play({ stage, effort, url, browser, profile })
            for (const [name, value] of Object.entries(played)) numbers[`${profile}: ${name}`] = value
          } finally {
            await browser.close()
          }
        }
        return numbers
      },
    )
