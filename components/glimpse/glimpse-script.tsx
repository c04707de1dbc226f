import { GLIMPSE_KEY } from '@/client/glimpse'
import { ME_KEY } from '@/client/remembered-account'
import { circumstances } from './circumstances'
import { BUILD } from './keep-glimpse'
import { putInPlace } from './put-in-place'
import { GLIMPSE } from './take-away'

/** The scripts of a slow network are waited for; whatever went wrong is to be seen some time. */
const LONGEST_MS = 10_000

/** A chat as it was left, readable before any bundle runs. */
export function GlimpseScript() {
  const names = { element: GLIMPSE, key: GLIMPSE_KEY, meKey: ME_KEY, build: BUILD, longestMs: LONGEST_MS }
  const script = `(${putInPlace})(${circumstances},${JSON.stringify(names)})`
  // biome-ignore lint/security/noDangerouslySetInnerHtml: functions and names of Kith's own, put together by the build.
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
