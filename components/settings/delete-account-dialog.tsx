'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { PasswordInput } from '@/components/account/password-input'
import { useTRPC } from '@/components/api'
import { clearDrafts } from '@/components/composer/drafts'
import { useKith } from '@/components/kith-context'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { DialogContent } from '@/components/ui/dialog'
import { Field, FieldError } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'

const HAPPENS = [
  'You are signed out everywhere, at once, and nobody can sign in any more.',
  'Your name, picture and “about” go: others see “Deleted account”. Nobody gets your user name again.',
  'You leave your groups. What you own is handed over to an admin, or to who has been in it longest.',
  'Nobody can write to you any more. Who had a chat with you keeps it, to read.',
  'Your contacts, drafts, stars, sticker packs, devices and exports are erased.',
]

export function DeleteAccountDialog({ onCancel }: { onCancel: () => void }) {
  const kith = useKith()
  const id = useId()
  const goes = useMutation(useTRPC().me.delete.mutationOptions())
  const [password, setPassword] = useState('')
  const [messages, setMessages] = useState(false)
  const refusal = goes.error ? refusalOf(goes.error) : null
  const wrong = refusal?.code === 'not_allowed' && refusal.message.startsWith('The password')

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const done = await goes.mutateAsync({ password, messages }).then(
      () => true,
      () => false,
    )
    if (!done) return
    await kith.wipe()
    clearDrafts()
    // Leaves the page, so that nothing of the account stays in memory either.
    window.location.replace('/sign-in')
  }

  return (
    <DialogContent title="Delete your account?" description="This can’t be taken back." width="sm">
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-pretty marker:text-ink-muted">
          {HAPPENS.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <div className="flex items-start justify-between gap-4 rounded-xl bg-sunken p-3">
          <label htmlFor={id} className="flex flex-col">
            <span className="text-sm font-medium">Also delete everything I said</span>
            <span className="text-sm text-ink-muted">
              {messages
                ? 'For everyone, in all chats: what is left is a line that says a message was deleted.'
                : 'What you said stays with those who have it, under “Deleted account”.'}
            </span>
          </label>
          <Switch id={id} checked={messages} onCheckedChange={setMessages} />
        </div>
        <Field label="Your password" error={wrong ? refusal?.message : undefined}>
          {(control) => (
            <PasswordInput
              {...control}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        <div role="alert" className="text-sm empty:hidden">
          {refusal && !wrong && <FieldError>{refusal.message}</FieldError>}
        </div>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" disabled={password === ''} loading={goes.isPending}>
            Delete my account
          </Button>
        </div>
      </form>
    </DialogContent>
  )
}
