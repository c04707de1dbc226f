'use client'

import { type RefObject, useEffect, useState } from 'react'
import type { Token } from './highlight'
import { languageOf } from './languages'

/** What is drawn now: a row that is drawn anew, as when its message was sent, keeps its colours. */
const drawn = new Map<string, readonly Token[]>()

/** The code in coloured pieces, once it was on screen and the highlighter is here; null until then, and for no language. */
export function useHighlighted(
  block: RefObject<HTMLElement | null>,
  code: string,
  name: string | null,
): readonly Token[] | null {
  const language = languageOf(name, code)
  const key = `${language} ${code}`
  const [done, setDone] = useState(() => ({ key, tokens: drawn.get(key) ?? null }))
  const tokens = done.key === key ? done.tokens : null

  useEffect(() => {
    if (tokens || language === null || !block.current) return
    let gone = false
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      observer.disconnect()
      import('./highlight').then(
        ({ highlight }) => {
          if (!gone) setDone({ key, tokens: highlight(code, language) })
        },
        // Without a network it can't be had: the code is readable as it is.
        () => {},
      )
    })
    observer.observe(block.current)
    return () => {
      gone = true
      observer.disconnect()
    }
  }, [block, code, key, language, tokens])

  useEffect(() => {
    if (!tokens) return
    drawn.set(key, tokens)
    return () => void drawn.delete(key)
  }, [key, tokens])

  return tokens
}
