import { CloudAlert } from 'lucide-react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

/** Nothing of a conversation is here, and loading it failed. */
export function NotLoaded({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="grid min-h-0 flex-1 place-items-center">
      <EmptyState
        icon={<CloudAlert />}
        title="The messages couldn’t be loaded"
        description={message}
        action={
          <Button variant="secondary" onClick={onRetry}>
            Try again
          </Button>
        }
      />
    </div>
  )
}
