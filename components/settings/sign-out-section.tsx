'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { prepareSignOut } from '@/components/account/sign-in'
import { clearDrafts } from '@/components/composer/drafts'
import { useKith } from '@/components/kith-context'
import { forgetNotifications } from '@/components/notifications/device'
import { orRefusal } from '@/components/refusal'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Section } from './section'

export function SignOutSection() {
  const kith = useKith()
  const waiting = useStore(kith.pending, (pending) => pending.length)
  const [asking, setAsking] = useState(false)

  async function signOut(): Promise<void> {
    const end = await orRefusal(prepareSignOut())
    await kith.wipe()
    await forgetNotifications()
    clearDrafts()
    await end()
    // Leaves the page, so that nothing of the account stays in memory either.
    window.location.replace('/sign-in')
  }

  return (
    <>
      <Section
        title="Sign out"
        description="Everything Kith stored on this device is wiped."
        action={
          <Button variant="danger-ghost" size="sm" onClick={() => setAsking(true)}>
            <LogOut aria-hidden /> Sign out
          </Button>
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out of this device?"
        description={
          waiting > 0
            ? `${waiting === 1 ? 'One message hasn’t' : `${waiting} messages haven’t`} been sent yet and will be lost.`
            : 'Your conversations stay on the server, and come back when you sign in.'
        }
        confirmLabel="Sign out"
        destructive={waiting > 0}
        onConfirm={signOut}
      />
    </>
  )
}
