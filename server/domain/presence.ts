/** Online for this long after input, or a return to the app. */
const ONLINE_AFTER_INPUT_MS = 20_000
/** Online for this long after input while the app is on screen. */
export const ONLINE_WHILE_VISIBLE_MS = 120_000
/** What was known of a connection counts for this long after it has gone: a reload is no absence. */
const LEAVE_GRACE_MS = 4_000

/** What is known of a person at one connection. `activeAt`: when they last gave input there, or came back to it. */
export interface Activity {
  readonly visible: boolean
  readonly activeAt: number | null
}

/** What a client says: receipts and keep-alives are the app's doing, and never reported. */
export interface ActivityReport {
  readonly visible: boolean
  readonly input: boolean
}

/**
 * The first report of a connection is no return to the app, since connections come and go by themselves: it goes on
 * from when its user was last active, anywhere.
 */
export function afterReport(
  before: Activity | null,
  report: ActivityReport,
  now: number,
  userActiveAt: number | null,
): Activity {
  const returned = before !== null && !before.visible && report.visible
  const activeAt = report.input || returned ? now : (before?.activeAt ?? userActiveAt)
  return { visible: report.visible, activeAt }
}

/** Until when this makes them online; 0 when it never did. */
export function onlineUntil({ visible, activeAt }: Activity): number {
  if (activeAt === null) return 0
  return activeAt + (visible ? ONLINE_WHILE_VISIBLE_MS : ONLINE_AFTER_INPUT_MS)
}

/** What remains of it when its connection goes at `now`. */
export function onlineUntilAfterLeaving(activity: Activity, now: number): number {
  return Math.min(onlineUntil(activity), now + LEAVE_GRACE_MS)
}
