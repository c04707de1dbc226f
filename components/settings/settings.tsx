'use client'

import { useStore } from 'zustand'
import { useKith } from '@/components/kith-context'
import { showPage } from '@/components/shell/location'
import { buttonStyles } from '@/components/ui/button-styles'
import { AppearanceSection } from './appearance-section'
import { BlockedSection } from './blocked-section'
import { DeleteAccountSection } from './delete-account-section'
import { DevicesSection } from './devices-section'
import { ExportSection } from './export-section'
import { NotificationsSection } from './notifications-section'
import { PagePane } from './page-pane'
import { PasswordSection } from './password-section'
import { PrivacySection } from './privacy/privacy-section'
import { ProfileSection } from './profile-section'
import { Section } from './section'
import { SignOutSection } from './sign-out-section'

export function Settings() {
  const isAdmin = useStore(useKith().me, (me) => me.role === 'admin')
  return (
    <PagePane title="Settings">
      <ProfileSection />
      <PrivacySection />
      <AppearanceSection />
      <NotificationsSection />
      <DevicesSection />
      <PasswordSection />
      <BlockedSection />
      {isAdmin && (
        <Section
          title="This server"
          description="Sign-up, invite links, retention and reports."
          action={
            <a
              href="/admin"
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                showPage('/admin')
              }}
              className={buttonStyles({ variant: 'secondary', size: 'sm' })}
            >
              Administer
            </a>
          }
        />
      )}
      <ExportSection />
      <SignOutSection />
      <DeleteAccountSection />
    </PagePane>
  )
}
