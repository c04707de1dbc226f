import { isIP } from 'node:net'

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}([^/\\?#]*)/i

/**
 * A link, or where one is sent on to (`base`), as an address on the web. Null: not one that is looked at. A host that is
 * an address must be written as such: other ways of writing numbers (`0x7f.1`, `2130706433`, `017700000001`) are only
 * used to hide something. So are names and passwords.
 */
export function webAddress(text: string, base?: URL): URL | null {
  if (!URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username !== '' || url.password !== '') return null
  if (!writtenPlainly(text, url, base)) return null
  return url
}

/** The host as `net` wants it: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

function writtenPlainly(text: string, url: URL, base: URL | undefined): boolean {
  if (isIP(hostOf(url)) !== 4) return true
  const authority = AUTHORITY.exec(text)?.[1]
  // It says no host: the one that it comes from was looked at before.
  if (authority === undefined) return base !== undefined && !SCHEME.test(text) && base.hostname === url.hostname
  return authority.replace(/:\d*$/, '') === url.hostname
}
