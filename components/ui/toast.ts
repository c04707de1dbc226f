import type { ExternalToast, toast as sonner } from 'sonner'
import { part } from '../part/part'

/** With what draws them: fetched after what a chat needs. What is said before waits for it. */
export const toasts = part(() => import('./toaster'))

type Say = typeof sonner.error

const say =
  (how: (toast: typeof sonner) => Say): ((words: string, options?: ExternalToast) => void) =>
  (words, options) => {
    const loaded = toasts.current()
    if (loaded) how(loaded.toast)(words, options)
    // Once they are drawn: what is said before that is lost.
    else
      toasts.load().then(
        ({ toast }) => setTimeout(() => how(toast)(words, options)),
        () => {},
      )
  }

/** Says something in passing: `toast('Copied')`, `toast.error('…')`. */
export const toast = Object.assign(
  say((one) => one),
  { error: say((one) => one.error), success: say((one) => one.success) },
)
