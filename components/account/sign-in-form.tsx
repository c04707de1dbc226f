'use client'

import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { zodResolver } from '@/components/ui/zod-resolver'
import { signInInput } from '@/contracts/inputs'
import { PasswordInput } from './password-input'
import { signIn } from './sign-in'

type Values = z.infer<typeof signInInput>

/** `next`: where they were going, a path of ours. */
export function SignInForm({ next }: { next: string }) {
  const router = useRouter()
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(signInInput),
    defaultValues: { userName: '', password: '' },
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (values) => {
    const refusal = await signIn(values).catch(refusalOf)
    if (refusal) setError('root', { message: refusal.message })
    else router.replace(next)
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="User name" error={errors.userName?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('userName')}
            autoComplete="username"
            autoCapitalize="none"
            required
            autoFocus
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => <PasswordInput {...control} {...register('password')} autoComplete="current-password" required />}
      </Field>
      <div role="alert" className="text-sm empty:hidden">
        {errors.root && <FieldError>{errors.root.message}</FieldError>}
      </div>
      <Button type="submit" loading={isSubmitting || isSubmitSuccessful} className="w-full">
        Sign in
      </Button>
    </form>
  )
}
