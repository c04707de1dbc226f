'use client'

import { ShieldX } from 'lucide-react'
import { useStore } from 'zustand'
import { useKith } from '@/components/kith-context'
import { PagePane } from '@/components/settings/page-pane'
import { EmptyState } from '@/components/ui/empty-state'
import { AdminsSection } from './admins-section'
import { HealthSection } from './health-section'
import { InvitesSection } from './invites-section'
import { LinkPreviewsSection } from './link-previews-section'
import { ReportsSection } from './reports-section'
import { RetentionSection } from './retention-section'
import { SignUpSection } from './sign-up-section'

export function Admin() {
  const isAdmin = useStore(useKith().me, (me) => me.role === 'admin')
  return (
    <PagePane title="This server">
      {isAdmin ? (
        <>
          <SignUpSection />
          <InvitesSection />
          <LinkPreviewsSection />
          <RetentionSection />
          <AdminsSection />
          <ReportsSection />
          <HealthSection />
        </>
      ) : (
        <EmptyState
          icon={<ShieldX />}
          title="Only the server’s admins can change this"
          description="The first was whoever made the first account here. Admins can make others admins."
        />
      )}
    </PagePane>
  )
}
