import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Settings' }

/** Drawn by the layout, which stays while the address changes. */
export default function SettingsPage() {
  return null
}
