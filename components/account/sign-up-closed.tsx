import { buttonStyles } from '@/components/ui/button-styles'
import { cn } from '@/components/ui/cn'
import { AccountCard } from './account-card'

export function SignUpClosed() {
  return (
    <AccountCard
      title="Sign-up is closed"
      description="New accounts need an invite link here. Ask whoever runs this server for one, and open it in this browser."
    >
      <a href="/sign-in" className={cn(buttonStyles({ variant: 'secondary' }), 'w-full')}>
        Sign in instead
      </a>
    </AccountCard>
  )
}
