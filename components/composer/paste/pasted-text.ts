import { textFromHtml } from './text-from-html'

const HTML_MAX = 1_000_000

/** What to insert in place of the clipboard's plain text. Null: that is as good, or all there is. */
export function pastedText(data: DataTransfer): string | null {
  const html = data.getData('text/html')
  const plain = data.getData('text/plain')
  // An editor's colours are no marks.
  if (html === '' || html.length > HTML_MAX || data.types.includes('vscode-editor-data')) return null
  // Parsed apart from the page: nothing in it runs or loads.
  const marked = textFromHtml(new DOMParser().parseFromString(html, 'text/html').body)
  return marked === null || marked === '' || withoutSpace(marked) === withoutSpace(plain) ? null : marked
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, '')
