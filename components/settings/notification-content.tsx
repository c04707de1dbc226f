'use client'

import { refusalOf } from '@/components/refusal'
import { FieldError } from '@/components/ui/field'
import { SwitchRow } from './switch-row'
import { useChangeNotifications } from './use-change-notifications'

/** Whether notifications say who wrote what. */
export function NotificationContent({ hidden }: { hidden: boolean }) {
  const change = useChangeNotifications()
  return (
    <div>
      <SwitchRow
        label="Hide what messages say"
        hint="Notifications on all your devices then say only “New message”."
        checked={change.isPending ? change.variables.hideContent === true : hidden}
        onChange={(hideContent) => change.mutate({ hideContent })}
      />
      <div role="alert" className="pt-2 text-sm empty:hidden">
        {change.error && <FieldError>{refusalOf(change.error).message}</FieldError>}
      </div>
    </div>
  )
}
