'use client'

import { create } from 'zustand'
import type { ConversationId, UserId } from '@/contracts/ids'
import { clearTrays } from '../attach/tray'
import { forgetEmoji } from '../emoji/emoji-habits'
import { clearIntents } from './intents'

const PREFIX = 'kith.draft.'

interface Drafts {
  readonly texts: Readonly<Record<string, string>>
}

/** What is written and not sent, by account and conversation; it outlives a reload. */
export const useDrafts = create<Drafts>(() => ({ texts: readAll() }))

export const draftKey = (meId: UserId, id: ConversationId): string => `${meId}.${id}`

export const useDraft = (key: string): string => useDrafts(({ texts }) => texts[key] ?? '')

export function setDraft(key: string, text: string): void {
  useDrafts.setState(({ texts }) => {
    const { [key]: _, ...others } = texts
    return { texts: text ? { ...others, [key]: text } : others }
  })
  store(key, text)
}

/** Signed out or revoked: nothing stays here. */
export function clearDrafts(): void {
  clearIntents()
  clearTrays()
  forgetEmoji()
  for (const key of Object.keys(useDrafts.getState().texts)) setDraft(key, '')
}

function store(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(PREFIX + key, text)
    else localStorage.removeItem(PREFIX + key)
  } catch {
    // A full or forbidden storage: the draft lives as long as the page.
  }
}

function readAll(): Record<string, string> {
  if (typeof localStorage === 'undefined') return {}
  const texts: Record<string, string> = {}
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i)
    if (key?.startsWith(PREFIX)) texts[key.slice(PREFIX.length)] = localStorage.getItem(key) ?? ''
  }
  return texts
}
