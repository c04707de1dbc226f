'use client'

import type { ComponentProps } from 'react'
import TextareaAutosize from 'react-textarea-autosize'
import { cn } from '../ui/cn'

const MAX_ROWS = 8

/** Then no copy of the text has to be measured with every key: with 10,000 characters that takes longer than all else. */
const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

/** A field of one line that grows with what is written, up to eight. Its padding and border are its own. */
export function GrowingArea({ style, className, ...props }: ComponentProps<typeof TextareaAutosize>) {
  if (!growsByItself) return <TextareaAutosize {...props} maxRows={MAX_ROWS} className={className} />
  return (
    <textarea
      {...props}
      rows={1}
      className={cn(className, 'field-sizing-content max-h-[calc(8*1.5rem+1.125rem+2px)]')}
    />
  )
}
