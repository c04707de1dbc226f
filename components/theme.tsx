'use client'

import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'

/** Without its `disableTransitionOnChange`: with each start it has the style of every element computed anew, four times. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem storageKey="kith.theme">
      {children}
    </ThemeProvider>
  )
}
