import type { Metadata } from 'next'
import { Starred } from '@/components/starred/starred'

export const metadata: Metadata = { title: 'Starred messages' }

export default function StarredPage() {
  return <Starred />
}
