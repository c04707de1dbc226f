'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Whether most of it is in sight, in a page that is shown. */
export function useOnScreen(element: RefObject<Element | null>): boolean {
  const [onScreen, setOnScreen] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(([entry]) => setOnScreen(entry?.isIntersecting === true), {
      threshold: 0.6,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return onScreen
}
