'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { PasswordInput } from '@/components/account/password-input'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Field, FieldError } from '@/components/ui/field'
import { toast } from '@/components/ui/toast'
import { zodResolver } from '@/components/ui/zod-resolver'
import { passwordSchema } from '@/contracts/inputs'
import { Section } from './section'

type Values = { current: string; next: string }
const schema = z.object({
  current: z.string().min(1, 'Type your present password.'),
  next: passwordSchema,
}) as z.ZodType<Values, Values>

export function PasswordSection() {
  const [open, setOpen] = useState(false)
  if (open) {
    return (
      <Section title="Password">
        <PasswordForm onDone={() => setOpen(false)} />
      </Section>
    )
  }
  return (
    <Section
      title="Password"
      action={
        <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
          Change password
        </Button>
      }
    />
  )
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const change = useMutation(useTRPC().me.changePassword.mutationOptions())
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { current: '', next: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      await change.mutateAsync(values)
      toast.success('Password changed')
      onDone()
    } catch (error) {
      const { code, message } = refusalOf(error)
      const field = code === 'invalid' || code === 'not_allowed' ? 'current' : 'root'
      setError(field, { message }, { shouldFocus: true })
    }
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="Present password" error={errors.current?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('current')} autoComplete="current-password" required autoFocus />
        )}
      </Field>
      <Field label="New password" error={errors.next?.message} hint="At least 8 characters.">
        {(control) => <PasswordInput {...control} {...register('next')} autoComplete="new-password" required />}
      </Field>
      <div role="alert" className="text-sm empty:hidden">
        {errors.root && <FieldError>{errors.root.message}</FieldError>}
      </div>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={isSubmitting}>
          Change password
        </Button>
      </div>
    </form>
  )
}
