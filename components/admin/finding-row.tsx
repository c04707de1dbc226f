import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { Finding } from '@/contracts/health'

const LOOKS = {
  good: { Icon: CircleCheck, colour: 'text-online', word: 'Well' },
  bad: { Icon: CircleAlert, colour: 'text-danger-ink', word: 'Wrong' },
  told: { Icon: Info, colour: 'text-ink-muted', word: 'Good to know' },
} as const

/** A number and its unit stand on one line. */
const kept = (says: string) => says.replace(/(\d) (?=(?:s|ms|MB|GB)\b)/g, '$1\u00A0')

export function FindingRow({ finding: { what, state, says, mend } }: { readonly finding: Finding }) {
  const { Icon, colour, word } = LOOKS[state]
  return (
    <li className="flex gap-3 py-3 first:pt-0 last:pb-0">
      <Icon role="img" aria-label={word} className={cn('mt-0.5 size-5 shrink-0', colour)} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium">{what}</p>
        <p className="text-pretty break-words text-ink-muted">{kept(says)}</p>
        {mend && (
          <p className={cn('mt-1 text-pretty break-words', state === 'bad' ? 'text-ink' : 'text-ink-muted')}>{mend}</p>
        )}
      </div>
    </li>
  )
}
