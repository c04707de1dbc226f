'use client'

import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useKith } from '@/components/kith-context'
import { PeoplePicker, PickerAction } from '@/components/people/people-picker'
import type { Person } from '@/components/people/use-people-search'
import { refusalOf } from '@/components/refusal'
import { showConversation } from '@/components/shell/location'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { NewGroup } from './new-group'

interface NewChatDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Where to begin. */
  readonly start?: 'person' | 'group'
}

/** Finds somebody to talk with, or begins a group. */
export function NewChatDialog({ open, onOpenChange, start = 'person' }: NewChatDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <NewChat start={start} onDone={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function NewChat({ start, onDone }: { start: 'person' | 'group'; onDone: () => void }) {
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
    <DialogContent title="New chat" className="flex h-[34rem] flex-col px-0 pb-0">
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
