'use client'

import { Crown, EllipsisVertical, MessageCircle, ShieldCheck, ShieldMinus, UserRoundMinus } from 'lucide-react'
import { toast } from '@/components/ui/toast'
import type { Member } from '@/contracts/dto'
import { mayRemove, maySetRole } from '@/server/domain/roles'
import { BlockItem } from '../blocking/block-item'
import { useKith } from '../kith-context'
import { PersonRow } from '../people/person-row'
import type { People } from '../people/use-names'
import { refusalOf } from '../refusal'
import { showConversation } from '../shell/location'
import { Badge } from '../ui/badge'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '../ui/menu'
import { Skeleton } from '../ui/skeleton'
import type { MemberChange } from './member-change-dialog'

interface MemberLineProps {
  readonly member: Member
  readonly me: Member | null
  readonly people: People
  readonly onChange: (change: MemberChange) => void
}

export function MemberLine({ member, me, people, onChange }: MemberLineProps) {
  const profile = people.profileOf(member.userId)
  const mine = member.userId === people.meId
  const name = people.nameOf(member.userId)
  return (
    <li className="flex min-h-14 items-center gap-3 rounded-xl px-2.5 py-1.5">
      {profile ? (
        <PersonRow profile={profile} name={name} presence={!mine}>
          {mine && (
            <Badge tone="plain" shape="word">
              You
            </Badge>
          )}
          {member.role !== 'member' && (
            <Badge tone="soft" shape="word">
              {member.role === 'owner' ? 'Owner' : 'Admin'}
            </Badge>
          )}
        </PersonRow>
      ) : (
        <Skeleton className="h-10 flex-1" />
      )}
      {mine ? <span className="w-8" /> : <MemberMenu member={member} me={me} name={name} onChange={onChange} />}
    </li>
  )
}

function MemberMenu({ member, me, name, onChange }: Omit<MemberLineProps, 'people'> & { name: string }) {
  const kith = useKith()
  const write = () => {
    kith.openDirect(member.userId).then(showConversation, (error: unknown) => toast.error(refusalOf(error).message))
  }
  const may = (role: Member['role']) => me !== null && member.role !== role && maySetRole(me.role, member.role, role)
  return (
    <Menu>
      <MenuTrigger render={<IconButton label={`More about ${name}`} size="sm" tooltipSide="left" />}>
        <EllipsisVertical aria-hidden />
      </MenuTrigger>
      <MenuContent>
        <MenuItem icon={<MessageCircle aria-hidden />} onClick={write}>
          Write to {name}
        </MenuItem>
        {may('admin') && member.role === 'member' && (
          <MenuItem icon={<ShieldCheck aria-hidden />} onClick={() => onChange({ kind: 'admin', member })}>
            Make an admin
          </MenuItem>
        )}
        {may('member') && member.role === 'admin' && (
          <MenuItem icon={<ShieldMinus aria-hidden />} onClick={() => onChange({ kind: 'member', member })}>
            Take the admin role away
          </MenuItem>
        )}
        {me?.role === 'owner' && (
          <MenuItem icon={<Crown aria-hidden />} onClick={() => onChange({ kind: 'owner', member })}>
            Hand the group over
          </MenuItem>
        )}
        {me && mayRemove(me.role, member.role) && (
          <MenuItem
            icon={<UserRoundMinus aria-hidden />}
            destructive
            onClick={() => onChange({ kind: 'remove', member })}
          >
            Remove from the group
          </MenuItem>
        )}
        <BlockItem userId={member.userId} />
      </MenuContent>
    </Menu>
  )
}
