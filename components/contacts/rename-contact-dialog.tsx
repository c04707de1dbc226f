'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { zodResolver } from '@/components/ui/zod-resolver'
import type { Contact } from '@/contracts/dto'
import { contactNameSchema } from '@/contracts/inputs'

type Values = { name: string }
const schema = z.object({ name: contactNameSchema.or(z.literal('')) }) as z.ZodType<Values, Values>

/** Empty shows their own name again. */
export function RenameContactDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const rename = useMutation(useTRPC().contacts.rename.mutationOptions())
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { name: contact.name ?? contact.profile.fullName },
  })

  const submit = handleSubmit(async ({ name }) => {
    const own = name.trim()
    try {
      const back = own === '' || own === contact.profile.fullName
      await rename.mutateAsync({ userId: contact.profile.id, name: back ? null : own })
      onClose()
    } catch (error) {
      setError('name', { message: refusalOf(error).message })
    }
  })

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Rename for me"
        width="sm"
        footer={
          <Button type="submit" form="rename-contact" loading={formState.isSubmitting}>
            Save
          </Button>
        }
      >
        <form id="rename-contact" noValidate onSubmit={(event) => void submit(event)}>
          <Field
            label="Name"
            error={formState.errors.name?.message}
            hint={
              <>
                Only you see it. Empty shows their own: <bdi>{contact.profile.fullName}</bdi>
              </>
            }
          >
            {(control) => <Input {...control} {...register('name')} data-initial-focus="" autoComplete="off" />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}
