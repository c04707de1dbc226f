import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { ServiceWorker } from '@/components/service-worker'
import { Theme } from '@/components/theme'
import { Toasts } from '@/components/ui/toasts'
import { Tooltips } from '@/components/ui/tooltips'
import { MissingPartWatch } from '@/components/update/missing-part-watch'

export const metadata: Metadata = {
  title: { default: 'Kith', template: '%s · Kith' },
  description: 'Your people, on your own server.',
  applicationName: 'Kith',
  appleWebApp: { capable: true, title: 'Kith', statusBarStyle: 'default' },
  formatDetection: { telephone: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fffdf9' },
    { media: '(prefers-color-scheme: dark)', color: '#1e1a18' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Theme>
          {children}
          <Toasts />
          <Tooltips />
          <ServiceWorker />
          <MissingPartWatch />
        </Theme>
      </body>
    </html>
  )
}
