'use client'

import type { ComponentType } from 'react'
import { later } from '../part/later'

interface Page {
  readonly title: string
  readonly Draw: ComponentType
}

const pageOf = (title: string, fetch: () => Promise<ComponentType>): Page => ({ title, Draw: later(fetch) })

/** What the main pane shows besides conversations, by its address: drawn here, so that none of them asks the server. */
export const PAGES: Readonly<Record<string, Page>> = {
  '/contacts': pageOf('Contacts', () => import('../contacts/contacts').then((part) => part.Contacts)),
  '/starred': pageOf('Starred messages', () => import('../starred/starred').then((part) => part.Starred)),
  '/settings': pageOf('Settings', () => import('../settings/settings').then((part) => part.Settings)),
  '/admin': pageOf('This server', () => import('../admin/admin').then((part) => part.Admin)),
}
