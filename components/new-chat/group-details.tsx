'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useTRPC } from '@/components/api'
import { PictureField } from '@/components/people/picture-field'
import { refusalOf } from '@/components/refusal'
import { showConversation } from '@/components/shell/location'
import { Button } from '@/components/ui/button'
import { DialogContent } from '@/components/ui/dialog'
import { Field, FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { zodResolver } from '@/components/ui/zod-resolver'
import { groupNameSchema } from '@/contracts/inputs'
import { sayNotAdded } from '../people/not-added'
import type { Person } from '../people/use-people-search'
import { GroupRules, NO_RULES } from './group-rules'
import { BackButton } from './new-group'

type Values = { name: string }
const schema = z.object({ name: groupNameSchema }) as z.ZodType<Values, Values>

interface GroupDetailsProps {
  readonly people: readonly Person[]
  readonly onBack: () => void
  readonly onDone: () => void
}

export function GroupDetails({ people, onBack, onDone }: GroupDetailsProps) {
  const createGroup = useMutation(useTRPC().conversations.createGroup.mutationOptions())
  const [rules, setRules] = useState(NO_RULES)
  const [picture, setPicture] = useState<string | null>(null)
  const { register, handleSubmit, setError, watch, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { name: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ name }) => {
    try {
      const made = await createGroup.mutateAsync({
        name,
        userIds: people.map(({ profile }) => profile.id),
        ...rules,
        ...(picture && { picture }),
      })
      sayNotAdded(made, people)
      showConversation(made.conversationId)
      onDone()
    } catch (error) {
      setError('root', { message: refusalOf(error).message })
    }
  })

  return (
    <DialogContent
      title="Name the group"
      leading={<BackButton onClick={onBack} />}
      footer={
        <Button type="submit" form="group-details" loading={isSubmitting}>
          Create group
        </Button>
      }
    >
      <form id="group-details" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5 pt-2">
        <PictureField
          face={{ id: 'new', name: watch('name'), pictureId: null, group: true }}
          picture={picture}
          onChange={setPicture}
        />
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} data-initial-focus="" autoComplete="off" required />}
        </Field>
        <div role="alert" className="text-sm empty:hidden">
          {errors.root && <FieldError>{errors.root.message}</FieldError>}
        </div>
      </form>
      <GroupRules rules={rules} onChange={setRules} />
    </DialogContent>
  )
}
