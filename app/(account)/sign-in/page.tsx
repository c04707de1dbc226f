import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AccountCard, footerLink } from '@/components/account/account-card'
import { SignInForm } from '@/components/account/sign-in-form'
import { getContainer } from '@/server/container'
import { requestActor } from '@/server/infrastructure/auth/request-actor'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  if (await requestActor(await headers())) redirect('/')
  const { useCases } = await getContainer()
  const { firstRun, signUpOpen } = await useCases.readServerInfo()
  if (firstRun) redirect('/sign-up')
  return (
    <AccountCard
      title="Welcome back"
      description="Sign in to see your conversations."
      footer={
        signUpOpen ? (
          <>
            New here?{' '}
            <Link href="/sign-up" className={footerLink}>
              Create an account
            </Link>
          </>
        ) : (
          'New here? Ask whoever runs this server for an invite link.'
        )
      }
    >
      <SignInForm />
    </AccountCard>
  )
}
