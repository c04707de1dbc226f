import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Contacts' }

/** Drawn by the layout, which stays while the address changes. */
export default function ContactsPage() {
  return null
}
