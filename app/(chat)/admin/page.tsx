import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'This server' }

/** Drawn by the layout, which stays while the address changes. */
export default function AdminPage() {
  return null
}
