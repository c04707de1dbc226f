import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Api } from '@/components/api'
import { ServiceWorker } from '@/components/service-worker'
import { Theme } from '@/components/theme'
import { Toaster } from '@/components/ui/toaster'
import { TooltipProvider } from '@/components/ui/tooltip'
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
          <TooltipProvider>
            <Api>{children}</Api>
          </TooltipProvider>
          <Toaster />
          <ServiceWorker />
          <MissingPartWatch />
        </Theme>
      </body>
    </html>
  )
}
