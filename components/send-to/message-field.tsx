'use client'

import TextareaAutosize from 'react-textarea-autosize'
import { cn } from '../ui/cn'
import { inputStyles } from '../ui/input'

interface MessageFieldProps {
  readonly text: string
  /** What is wrong with it, as a sentence. */
  readonly problem: string | null
  readonly onText: (text: string) => void
}

/** What is said to several. */
export function MessageField({ text, problem, onText }: MessageFieldProps) {
  return (
    <div className="grid gap-1.5">
      <TextareaAutosize
        value={text}
        dir="auto"
        maxRows={5}
        aria-label="Message"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'send-to-problem' : undefined}
        placeholder="Message"
        onChange={(event) => onText(event.target.value)}
        className={cn(inputStyles, 'block min-h-11 resize-none py-[0.5625rem] leading-6')}
      />
      <p id="send-to-problem" role="alert" className="text-sm text-danger-ink empty:hidden">
        {problem}
      </p>
    </div>
  )
}
