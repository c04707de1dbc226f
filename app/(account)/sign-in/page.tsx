import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AccountCard, footerLink } from '@/components/account/account-card'
import { nextPath } from '@/components/account/next-path'
import { SignInForm } from '@/components/account/sign-in-form'
import { getContainer } from '@/server/container'
import { requestActor } from '@/server/infrastructure/auth/request-actor'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = nextPath((await searchParams).next)
  if (await requestActor(await headers())) redirect(next)
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
            <a href="/sign-up" className={footerLink}>
              Create an account
            </a>
          </>
        ) : (
          'New here? Ask whoever runs this server for an invite link.'
        )
      }
    >
      <SignInForm next={next} />
    </AccountCard>
  )
}
