import type { TextChange } from './format/format-text'

/** Changes what is in a field as typing would, so that it can be undone; the selection comes after it. */
export function editField(field: HTMLTextAreaElement, { from, to, text, start, end }: TextChange): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(from, to)
  if (!typed(text)) {
    field.setRangeText(text, from, to, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  }
  field.setSelectionRange(start, end)
}

/** Deprecated, and still the one way into a field's own undo. False: this browser has no such thing. */
function typed(text: string): boolean {
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
}

/** In place of what stands there, with the caret behind it. */
export function insertText(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  editField(field, { from, to, text, start: from + text.length, end: from + text.length })
}
