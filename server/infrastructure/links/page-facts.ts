import { Parser } from 'htmlparser2'

/** What a page says of itself. */
export interface PageFacts {
  readonly title: string
  readonly site: string
  readonly description: string
  /** As it is written: relative to the page. */
  readonly picture: string | null
}

const TITLE_CHARS = 200
const SITE_CHARS = 80
const DESCRIPTION_CHARS = 400
const CHARSET = /charset\s*=\s*["']?\s*([a-z0-9_:.-]+)/i
const CHARSET_WITHIN_BYTES = 2_048

/** By its `og:` names, and what is there without them. Null: it has no title. */
export function pageFacts(html: string): PageFacts | null {
  const { title, meta } = gather(html)
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find((value) => value !== undefined)
  const shown = tidy(first('og:title', 'twitter:title') ?? title, TITLE_CHARS)
  if (shown === '') return null
  return {
    title: shown,
    site: tidy(first('og:site_name', 'application-name') ?? '', SITE_CHARS),
    description: tidy(first('og:description', 'twitter:description', 'description') ?? '', DESCRIPTION_CHARS),
    picture: first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src') ?? null,
  }
}

/** By the header, or else by what the page's beginning says; UTF-8 for what is unknown. */
export function decodePage(bytes: Uint8Array, type: string): string {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, CHARSET_WITHIN_BYTES))
  const label = CHARSET.exec(type)?.[1] ?? CHARSET.exec(beginning)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function gather(html: string) {
  const meta = new Map<string, string>()
  let title = ''
  let within = false
  let titled = false
  const parser = new Parser({
    onopentag(tag, { property, name, content }) {
      if (tag === 'title' && !titled) within = true
      const key = (property ?? name)?.toLowerCase()
      if (tag !== 'meta' || key === undefined || !content?.trim() || meta.has(key)) return
      meta.set(key, content.trim())
    },
    ontext(text) {
      if (within) title += text
    },
    onclosetag(tag) {
      if (tag !== 'title') return
      titled ||= within
      within = false
    },
  })
  parser.end(html)
  return { title, meta }
}

/** In one line, without what steers text or can't be stored, and with whole characters. */
function tidy(text: string, maxChars: number): string {
  const line = text
    .replace(/[\p{Surrogate}\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const chars = [...line]
  return chars.length <= maxChars
    ? line
    : `${chars
        .slice(0, maxChars - 1)
        .join('')
        .trimEnd()}…`
}
