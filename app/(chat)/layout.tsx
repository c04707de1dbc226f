import { type ReactNode, Suspense } from 'react'
import { GlimpseScript } from '@/components/glimpse/glimpse-script'
import { KithProvider } from '@/components/kith-provider'
import { ChatShell } from '@/components/shell/chat-shell'

/** The same page for everybody: who is signed in, and what they see, is known in the browser alone. */
export default function ChatLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <GlimpseScript />
      <Suspense>
        <KithProvider>
          <ChatShell>{children}</ChatShell>
        </KithProvider>
      </Suspense>
    </>
  )
}
