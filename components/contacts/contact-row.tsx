'use client'

import { useMutation } from '@tanstack/react-query'
import { EllipsisVertical, PencilLine, UserRoundMinus } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '@/components/api'
import { useKith } from '@/components/kith-context'
import { PersonRow } from '@/components/people/person-row'
import { orRefusal, refusalOf } from '@/components/refusal'
import { showConversation } from '@/components/shell/location'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import type { Contact } from '@/contracts/dto'
import { RenameContactDialog } from './rename-contact-dialog'

export function ContactRow({ contact }: { contact: Contact }) {
  const { profile } = contact
  const name = contact.name ?? profile.fullName
  const kith = useKith()
  const remove = useMutation(useTRPC().contacts.remove.mutationOptions())
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null)

  const open = () =>
    kith.openDirect(profile.id).then(showConversation, (error: unknown) => toast.error(refusalOf(error).message))

  return (
    <li className="flex items-center rounded-xl pe-1 hover:bg-hover">
      <button
        type="button"
        onClick={() => void open()}
        className="flex min-h-14 min-w-0 flex-1 items-center gap-3 rounded-xl px-2.5 py-1.5 -outline-offset-2"
      >
        <PersonRow profile={profile} name={name} presence />
      </button>
      <Menu>
        <MenuTrigger render={<IconButton label={`More about ${name}`} tooltipSide="left" />}>
          <EllipsisVertical aria-hidden />
        </MenuTrigger>
        <MenuContent>
          <MenuItem icon={<PencilLine aria-hidden />} onClick={() => setAsking('rename')}>
            Rename for me
          </MenuItem>
          <MenuItem icon={<UserRoundMinus aria-hidden />} destructive onClick={() => setAsking('remove')}>
            Remove
          </MenuItem>
        </MenuContent>
      </Menu>
      {asking === 'rename' && <RenameContactDialog contact={contact} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={(next) => !next && setAsking(null)}
        title={
          <>
            Remove <bdi>{name}</bdi> from your contacts?
          </>
        }
        description="Your conversation stays, and they aren’t told."
        confirmLabel="Remove"
        destructive
        onConfirm={async () => {
          await orRefusal(remove.mutateAsync({ userId: profile.id }))
        }}
      />
    </li>
  )
}
