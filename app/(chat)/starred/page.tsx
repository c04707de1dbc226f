import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Starred messages' }

/** Drawn by the layout, which stays while the address changes. */
export default function StarredPage() {
  return null
}
