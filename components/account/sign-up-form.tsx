'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { zodResolver } from '@/components/ui/zod-resolver'
import { fullNameSchema, passwordSchema, signUpInput, userNameSchema } from '@/contracts/inputs'
import { PasswordInput } from './password-input'
import { signIn } from './sign-in'

type Values = { userName: string; fullName: string; password: string }

const schema = signUpInput
  .omit({ invite: true })
  .extend({ userName: userNameSchema, fullName: fullNameSchema, password: passwordSchema }) as z.ZodType<Values, Values>

export function SignUpForm({ invite }: { invite: string | null }) {
  const router = useRouter()
  const trpc = useTRPC()
  const signUp = useMutation(trpc.auth.signUp.mutationOptions())
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { userName: '', fullName: '', password: '' },
    mode: 'onTouched',
  })
  const { errors, isSubmitting, isSubmitSuccessful } = formState

  const submit = handleSubmit(async (values) => {
    try {
      await signUp.mutateAsync(invite ? { ...values, invite } : values)
    } catch (error) {
      const refusal = refusalOf(error)
      return setError(
        refusal.code === 'taken' ? 'userName' : 'root',
        { message: refusal.message },
        { shouldFocus: true },
      )
    }
    const refusal = await signIn(values).catch(refusalOf)
    // The account exists now: a second attempt here could only say that the name is taken.
    router.replace(refusal ? '/sign-in' : '/')
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="Your name" error={errors.fullName?.message} hint="As others see it, in any script.">
        {(control) => <Input {...control} {...register('fullName')} autoComplete="name" required autoFocus />}
      </Field>
      <Field label="User name" error={errors.userName?.message} hint="What people type to find you.">
        {(control) => (
          <Input {...control} {...register('userName')} autoComplete="username" autoCapitalize="none" required />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message} hint="At least 8 characters.">
        {(control) => <PasswordInput {...control} {...register('password')} autoComplete="new-password" required />}
      </Field>
      <div role="alert" className="text-sm empty:hidden">
        {errors.root && <FieldError>{errors.root.message}</FieldError>}
      </div>
      <Button type="submit" loading={isSubmitting || isSubmitSuccessful} className="w-full">
        Create account
      </Button>
    </form>
  )
}
