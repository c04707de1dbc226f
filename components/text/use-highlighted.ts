'use client'

import { type RefObject, useEffect, useState } from 'react'
import type { Token } from './highlight'
import { languageOf } from './languages'

/** The code in coloured pieces, once it was on screen and the highlighter is here; null until then, and for no language. */
export function useHighlighted(
  block: RefObject<HTMLElement | null>,
  code: string,
  name: string | null,
): readonly Token[] | null {
  const [done, setDone] = useState<{ code: string; language: string; tokens: readonly Token[] } | null>(null)
  const language = languageOf(name, code)

  useEffect(() => {
    if (language === null || !block.current) return
    let gone = false
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      observer.disconnect()
      import('./highlight').then(
        ({ highlight }) => {
          if (!gone) setDone({ code, language, tokens: highlight(code, language) })
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
  }, [block, code, language])

  return done?.code === code && done.language === language ? done.tokens : null
}
