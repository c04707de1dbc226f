import { SearchX, UserRoundSearch } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'

export function NobodyFound({ words }: { words: string }) {
  return words.trim() === '' ? (
    <EmptyState
      icon={<UserRoundSearch />}
      title="Find your people"
      description="Type a name or a user name. Everybody on this server can be found."
      className="pt-4"
    />
  ) : (
    <EmptyState
      icon={<SearchX />}
      title={
        <>
          Nobody is called “<bdi>{words.trim()}</bdi>”
        </>
      }
      description="Check the spelling, or ask them for their user name."
      className="pt-4"
    />
  )
}
