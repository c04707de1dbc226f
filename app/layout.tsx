import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { ServiceWorker } from '@/components/service-worker'
import { Steps } from '@/components/shell/steps'
import { Theme } from '@/components/theme'
import { Toasts } from '@/components/ui/toasts'
import { Tooltips } from '@/components/ui/tooltips'
import { MissingPartWatch } from '@/components/update/missing-part-watch'

// In place before the first words are, or not for this visit: they never move for it. Other alphabets' parts come when used.
const latin = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'optional',
  variable: '--font-latin',
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
    },
  ],
})

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
    <html lang="en" className={latin.variable} suppressHydrationWarning>
      <body>
        <Theme>
          {children}
          <Toasts />
          <Tooltips />
          <Steps />
          <ServiceWorker />
          <MissingPartWatch />
        </Theme>
      </body>
    </html>
  )
}
