'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

const LOOPBACK = /^(localhost|127\.|\[::1\])/

/** The link, once: the server keeps only a hash of its token. */
export function InviteLink({ token, onDone }: { token: string; onDone: () => void }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const link = `${window.location.origin}/sign-up?invite=${encodeURIComponent(token)}`
  const hint = LOOPBACK.test(window.location.host)
    ? 'This link works on this computer alone. For others, open Kith by the address they use, and make it there.'
    : 'It is shown this once. Send it to those you want here.'

  return (
    <DialogContent
      title="The invite link"
      width="sm"
      footer={
        <>
          <Button variant="ghost" onClick={onDone}>
            Done
          </Button>
          <Button onClick={() => void copyText(link).then(setCopied)}>
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {copied ? 'Copied' : 'Copy link'}
          </Button>
        </>
      }
    >
      <Field
        label="Link"
        hint={copied === false ? 'Your browser doesn’t let Kith copy. Select the link and copy it.' : hint}
      >
        {(control) => (
          <Input {...control} value={link} readOnly dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        )}
      </Field>
    </DialogContent>
  )
}
