'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DeleteAccountDialog } from './delete-account-dialog'
import { Section } from './section'

export function DeleteAccountSection() {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Section
        title="Delete your account"
        description="For ever. You are told what happens before it does."
        action={
          <Button variant="danger-ghost" size="sm" onClick={() => setAsking(true)}>
            Delete account
          </Button>
        }
      />
      <Dialog open={asking} onOpenChange={setAsking}>
        {asking && <DeleteAccountDialog onCancel={() => setAsking(false)} />}
      </Dialog>
    </>
  )
}
