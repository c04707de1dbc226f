import type { ComponentProps } from 'react'
import { cn } from './cn'

/** 16 px on a phone: Safari zooms into anything smaller. */
export const inputStyles = cn(
  'w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-[1rem] text-ink placeholder:text-ink-faint sm:text-base',
  'transition-[border-color,box-shadow] outline-none',
  'focus-visible:border-focus focus-visible:ring-2 focus-visible:ring-focus/35',
  'aria-invalid:border-danger aria-invalid:focus-visible:ring-danger/35',
  'disabled:opacity-60 [&[readonly]]:bg-sunken [&[readonly]]:text-ink-muted',
)

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input dir="auto" {...props} className={cn(inputStyles, 'h-11', className)} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea dir="auto" {...props} className={cn(inputStyles, 'min-h-20 resize-none py-2.5', className)} />
}
