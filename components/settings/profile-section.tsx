'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useStore } from 'zustand'
import { useTRPC } from '@/components/api'
import { useKith } from '@/components/kith-context'
import { PictureField } from '@/components/people/picture-field'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Field, FieldError } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { zodResolver } from '@/components/ui/zod-resolver'
import type { Profile } from '@/contracts/dto'
import { aboutSchema, fullNameSchema } from '@/contracts/inputs'
import { LIMITS } from '@/server/domain/limits'
import { Section } from './section'

type Values = { fullName: string; about: string }
const schema = z.object({ fullName: fullNameSchema, about: aboutSchema }) as z.ZodType<Values, Values>

export function ProfileSection() {
  const profile = useStore(useKith().me, (me) => me.profile)
  const picture = useMutation(useTRPC().me.setPicture.mutationOptions())
  return (
    <Section title="Profile" description="What others see of you.">
      <div className="flex flex-col gap-5">
        <PictureField
          face={{ id: profile.id, name: profile.fullName, pictureId: profile.pictureId, group: false }}
          busy={picture.isPending}
          error={picture.error ? refusalOf(picture.error).message : null}
          onChange={(square) => picture.mutate({ picture: square })}
        />
        <ProfileForm profile={profile} />
      </div>
    </Section>
  )
}

function ProfileForm({ profile }: { profile: Profile }) {
  const change = useMutation(useTRPC().me.change.mutationOptions())
  const saved = { fullName: profile.fullName, about: profile.about }
  const { register, handleSubmit, reset, watch, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    values: saved,
    resetOptions: { keepDirtyValues: true },
    mode: 'onTouched',
  })
  const { errors, isDirty, isSubmitting } = formState
  const left = LIMITS.aboutMaxChars - [...watch('about')].length

  const submit = handleSubmit(async (values) => {
    try {
      const { fullName, about } = await change.mutateAsync(values)
      reset({ fullName, about })
      toast.success('Profile saved')
    } catch (error) {
      setError('root', { message: refusalOf(error).message })
    }
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label="Name" error={errors.fullName?.message}>
        {(control) => <Input {...control} {...register('fullName')} autoComplete="name" required />}
      </Field>
      <Field
        label="About"
        error={errors.about?.message}
        aside={left < 40 && <span className="text-xs text-ink-muted tabular-nums">{left} left</span>}
      >
        {(control) => <Textarea {...control} {...register('about')} rows={2} placeholder="A line about you" />}
      </Field>
      <Field label="User name" hint="What people type to find you. It can’t be changed.">
        {(control) => <Input {...control} value={profile.userName} readOnly />}
      </Field>
      <div role="alert" className="text-sm empty:hidden">
        {errors.root && <FieldError>{errors.root.message}</FieldError>}
      </div>
      <Button type="submit" loading={isSubmitting} disabled={!isDirty} className="self-end">
        Save
      </Button>
    </form>
  )
}
