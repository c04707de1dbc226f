'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useState } from 'react'
import { idle } from '@/components/part/fetch-parts'
import { type Refusal, refusalOf } from '@/components/refusal'
import { formatsAhead } from '@/components/time/formats-ahead'
import { Button } from '@/components/ui/button'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LIMITS } from '@/server/domain/limits'
import { PasswordInput } from './password-input'
import { expectSignIn, signIn } from './sign-in'

/** `next`: where they were going, a path of ours. Two fields: no library for forms has to be fetched for them. */
export function SignInForm({ next }: { next: string }) {
  const router = useRouter()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [underWay, setUnderWay] = useState(false)

  // The chat comes while the person types.
  useEffect(() => {
    expectSignIn()
    router.prefetch(next)
    void idle().then(formatsAhead)
  }, [router, next])

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (underWay) return
    const fields = new FormData(event.currentTarget)
    setUnderWay(true)
    setRefusal(null)
    const values = { userName: String(fields.get('userName')), password: String(fields.get('password')) }
    const refused = await signIn(values).catch(refusalOf)
    if (!refused) return router.replace(next)
    setRefusal(refused)
    setUnderWay(false)
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="User name">
        {(control) => (
          <Input
            {...control}
            name="userName"
            autoComplete="username"
            autoCapitalize="none"
            maxLength={LIMITS.userNameMaxBytes}
            required
            autoFocus
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            maxLength={LIMITS.passwordMaxBytes}
            required
          />
        )}
      </Field>
      <div role="alert" className="text-sm empty:hidden">
        {refusal && <FieldError>{refusal.message}</FieldError>}
      </div>
      <Button type="submit" loading={underWay} className="w-full">
        Sign in
      </Button>
    </form>
  )
}
