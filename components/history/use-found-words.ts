'use client'

import { type RefObject, useEffect } from 'react'
import type { ConversationId, Seq } from '@/contracts/ids'
import { findAll } from '@/server/domain/search/excerpt'
import { readQuery, type Wanted } from '@/server/domain/search/search-query'
import { goneTo } from '../search/gone-to'

/** Of globals.css. */
const NAME = 'found'

/** Marks what was searched for in the message that one went to, for as long as its row is lit. */
export function useFoundWords(id: ConversationId, lit: Seq | null, content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const hit = goneTo.getState()
    if (lit === null || hit?.id !== id || hit.seq !== lit || !('highlights' in CSS)) return
    const row = content.current?.querySelector(`[data-seq="${lit}"]`)
    if (!row) return
    CSS.highlights.set(NAME, new Highlight(...rangesIn(row, readQuery(hit.words))))
    return () => void CSS.highlights.delete(NAME)
  }, [id, lit, content])
}

function rangesIn(row: Element, wanted: readonly Wanted[]): readonly Range[] {
  const ranges: Range[] = []
  const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement?.closest('time, button')) continue
    for (const [from, to] of findAll(text.nodeValue ?? '', wanted)) {
      const range = document.createRange()
      range.setStart(text, from)
      range.setEnd(text, to)
      ranges.push(range)
    }
  }
  return ranges
}
