import { CloudAlert } from 'lucide-react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { useShown } from './shown'

export function OpeningFailed({ message, onRetry }: { message: string; onRetry: () => void }) {
  useShown(true)
  return (
    <main className="grid h-dvh place-items-center" role="alert">
      <EmptyState
        icon={<CloudAlert />}
        title="Kith can’t be opened"
        description={message}
        action={<Button onClick={onRetry}>Try again</Button>}
      />
    </main>
  )
}
