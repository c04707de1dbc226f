import { AccountCard } from '@/components/account/account-card'
import { buttonStyles } from '@/components/ui/button-styles'
import { cn } from '@/components/ui/cn'

export default function NotFound() {
  return (
    <AccountCard title="There is nothing here" description="The address may be mistyped, or what it led to is gone.">
      <a href="/" className={cn(buttonStyles(), 'w-full')}>
        Go to your conversations
      </a>
    </AccountCard>
  )
}
