/** What people call the languages that can be highlighted; the names on the right are highlight.js's. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ bash: 'bash', sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash' },
  ...{ c: 'c', h: 'c', 'c++': 'cpp', cpp: 'cpp', hpp: 'cpp', 'c#': 'csharp', cs: 'csharp', csharp: 'csharp' },
  ...{ css: 'css', scss: 'css', diff: 'diff', patch: 'diff', go: 'go', golang: 'go' },
  ...{ html: 'xml', xml: 'xml', svg: 'xml', vue: 'xml', java: 'java', kotlin: 'kotlin', kt: 'kotlin' },
  ...{ javascript: 'javascript', js: 'javascript', jsx: 'javascript', mjs: 'javascript', json: 'json' },
  ...{ markdown: 'markdown', md: 'markdown', php: 'php', python: 'python', py: 'python', ruby: 'ruby', rb: 'ruby' },
  ...{ rust: 'rust', rs: 'rust', sql: 'sql', postgres: 'sql', swift: 'swift' },
  ...{ typescript: 'typescript', ts: 'typescript', tsx: 'typescript', yaml: 'yaml', yml: 'yaml' },
}
/** Longer code is shown without colours: looking through it would hold up the page. */
const HIGHLIGHTED_CHARS = 20_000

/** The language to highlight this code in, as highlight.js calls it; null: none. */
export function languageOf(name: string | null, code: string): string | null {
  if (name === null || code.length > HIGHLIGHTED_CHARS || !Object.hasOwn(LANGUAGES, name)) return null
  return LANGUAGES[name] ?? null
}

export const HIGHLIGHTED: readonly string[] = [...new Set(Object.values(LANGUAGES))]
