'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { zodResolver } from '@/components/ui/zod-resolver'
import { createInviteInput } from '@/contracts/inputs'
import { InviteLink } from './invite-link'

type Values = z.infer<typeof createInviteInput>

interface NewInviteDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onMade: () => void
}

export function NewInviteDialog({ open, onOpenChange, onMade }: NewInviteDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <NewInvite onMade={onMade} onDone={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function NewInvite({ onMade, onDone }: { onMade: () => void; onDone: () => void }) {
  const create = useMutation(useTRPC().admin.createInvite.mutationOptions())
  const [token, setToken] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(createInviteInput),
    defaultValues: { days: 7, maxUses: 10 },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      setToken((await create.mutateAsync(values)).token)
      onMade()
    } catch (error) {
      setError('root', { message: refusalOf(error).message })
    }
  })

  if (token) return <InviteLink token={token} onDone={onDone} />
  return (
    <DialogContent
      title="New invite link"
      width="sm"
      footer={
        <Button type="submit" form="new-invite" loading={isSubmitting}>
          Make link
        </Button>
      }
    >
      <form id="new-invite" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-1">
        <Field label="Good for days" error={errors.days?.message}>
          {(control) => (
            <Input
              {...control}
              {...register('days', { valueAsNumber: true })}
              type="number"
              min={1}
              inputMode="numeric"
            />
          )}
        </Field>
        <Field label="Good for people" error={errors.maxUses?.message}>
          {(control) => (
            <Input
              {...control}
              {...register('maxUses', { valueAsNumber: true })}
              type="number"
              min={1}
              inputMode="numeric"
            />
          )}
        </Field>
        <div role="alert" className="text-sm empty:hidden">
          {errors.root && <FieldError>{errors.root.message}</FieldError>}
        </div>
      </form>
    </DialogContent>
  )
}
