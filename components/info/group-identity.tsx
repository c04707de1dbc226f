'use client'

import { useMutation } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Conversation } from '@/contracts/dto'
import { groupNameSchema } from '@/contracts/inputs'
import { useTRPC } from '../api'
import { Avatar } from '../avatar'
import { PictureField } from '../people/picture-field'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'

interface GroupIdentityProps {
  readonly conversation: Conversation
  readonly manages: boolean
  readonly size: number | null
}

export function GroupIdentity({ conversation, manages, size }: GroupIdentityProps) {
  const [renaming, setRenaming] = useState(false)
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const name = conversation.name ?? ''
  const face = { id: conversation.id, name, pictureId: conversation.pictureId, group: true }
  return (
    <div className="flex flex-col items-center gap-3 px-6 pt-8 pb-6 text-center">
      {manages ? (
        <PictureField
          face={face}
          busy={change.isPending}
          error={change.error ? refusalOf(change.error).message : null}
          onChange={(picture) => change.mutate({ conversationId: conversation.id, picture })}
        />
      ) : (
        <Avatar {...face} size="2xl" />
      )}
      {renaming ? (
        <RenameGroup conversation={conversation} onDone={() => setRenaming(false)} />
      ) : (
        <div className="max-w-full">
          <p className="flex items-center justify-center gap-1 text-xl font-semibold">
            <span dir="auto" className="[overflow-wrap:anywhere]">
              {name}
            </span>
            {manages && (
              <IconButton label="Rename the group" size="sm" onClick={() => setRenaming(true)}>
                <PencilLine aria-hidden />
              </IconButton>
            )}
          </p>
          <p className="h-5 text-ink-muted">
            {conversation.closed ? 'Closed' : size !== null && `${size} ${size === 1 ? 'member' : 'members'}`}
          </p>
        </div>
      )}
    </div>
  )
}

function RenameGroup({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const change = useMutation(useTRPC().conversations.change.mutationOptions())
  const [name, setName] = useState(conversation.name ?? '')
  const [wrong, setWrong] = useState<string | undefined>()

  function save(event: FormEvent): void {
    event.preventDefault()
    const parsed = groupNameSchema.safeParse(name)
    if (!parsed.success) {
      setWrong(parsed.error.issues[0]?.message)
      return
    }
    change.mutate(
      { conversationId: conversation.id, name: parsed.data },
      { onSuccess: onDone, onError: (error) => setWrong(refusalOf(error).message) },
    )
  }

  return (
    <form noValidate onSubmit={save} className="flex w-full flex-col gap-3 text-start">
      <Field label="The group’s name" error={wrong}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={name}
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value)
              setWrong(undefined)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.preventDefault()
              onDone()
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" size="sm" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="sm" loading={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  )
}
