import type { NotificationSettings } from '@/contracts/push'

export interface SettingsRow {
  readonly hide_content: boolean
  readonly quiet_from: number | null
  readonly quiet_to: number | null
  readonly quiet_zone: string | null
}

export function settingsOf({ hide_content, quiet_from: from, quiet_to: to, quiet_zone: zone }: SettingsRow) {
  const quiet = from === null || to === null || zone === null ? null : { from, to, zone }
  return { hideContent: hide_content, quiet } satisfies NotificationSettings
}
