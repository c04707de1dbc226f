import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AccountCard, footerLink } from '@/components/account/account-card'
import { SignUpClosed } from '@/components/account/sign-up-closed'
import { SignUpForm } from '@/components/account/sign-up-form'
import { Api } from '@/components/api'
import { getContainer } from '@/server/container'
import { requestActor } from '@/server/infrastructure/auth/request-actor'

export const metadata: Metadata = { title: 'Create an account' }

interface SignUpPageProps {
  readonly searchParams: Promise<{ readonly invite?: string | string[] }>
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  if (await requestActor(await headers())) redirect('/')
  const { useCases } = await getContainer()
  const { firstRun, signUpOpen } = await useCases.readServerInfo()
  const { invite: token } = await searchParams
  const invite = typeof token === 'string' && token !== '' ? token : null
  if (!signUpOpen && !firstRun && invite === null) return <SignUpClosed />

  return (
    <AccountCard
      title={firstRun ? 'Welcome to your Kith' : 'Create an account'}
      description={
        firstRun
          ? 'You’re the first here: this account will be the server’s admin.'
          : invite
            ? 'You were invited. Choose what you are called here.'
            : 'Choose what you are called here.'
      }
      footer={
        !firstRun && (
          <>
            Have an account?{' '}
            <a href="/sign-in" className={footerLink}>
              Sign in
            </a>
          </>
        )
      }
    >
      <Api>
        <SignUpForm invite={invite} />
      </Api>
    </AccountCard>
  )
}
