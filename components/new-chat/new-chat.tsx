'use client'

import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useKith } from '@/components/kith-context'
import { PeoplePicker, PickerAction } from '@/components/people/people-picker'
import type { Person } from '@/components/people/use-people-search'
import { refusalOf } from '@/components/refusal'
import { showConversation } from '@/components/shell/location'
import { DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { NewGroup } from './new-group'

/** Whom to talk with, or a group. */
export function NewChat({ start, onDone }: { start: 'person' | 'group'; onDone: () => void }) {
  const kith = useKith()
  const [kind, setKind] = useState(start)

  async function openDirect(person: Person): Promise<void> {
    try {
      showConversation(await kith.openDirect(person.profile.id))
      onDone()
    } catch (error) {
      toast.error(refusalOf(error).message)
    }
  }

  if (kind === 'group')
    return <NewGroup onDone={onDone} {...(start === 'person' && { onBack: () => setKind('person') })} />
  return (
    <DialogContent title="New chat" padding="" className="flex h-[34rem] flex-col">
      <PeoplePicker
        label="People"
        onPick={(person) => void openDirect(person)}
        actions={
          <PickerAction icon={<UsersRound />} onSelect={() => setKind('group')}>
            New group
          </PickerAction>
        }
      />
    </DialogContent>
  )
}
