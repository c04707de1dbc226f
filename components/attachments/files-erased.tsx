import { FileX } from 'lucide-react'
import type { Message } from '@/contracts/dto'
import { filesErasedWords } from '../retention/retention-words'

/** Where files stood that the server has erased. */
export function FilesErased({ erased }: { erased: NonNullable<Message['filesErased']> }) {
  return (
    <div className="mt-0.5 mb-1.5 flex items-center gap-2.5 rounded-lg border border-dashed border-current/30 px-2.5 py-2 text-sm text-(--meta)">
      <FileX aria-hidden className="size-5 shrink-0" />
      {filesErasedWords(erased)}
    </div>
  )
}
