import type { Env } from './env'

/**
 * The headers that pages go out with and that depend on where this Kith is: set for each answer, so that one build
 * serves everywhere.
 */
export function pageHeaders({ gatewayUrl, tls, url }: Pick<Env, 'gatewayUrl' | 'tls' | 'url'>, isDevelopment: boolean) {
  return {
    'Content-Security-Policy': policy(gatewayUrl, isDevelopment),
    // Over plain HTTP a browser ignores it, and complains in its console.
    ...(tls !== null || url?.startsWith('https:') ? { 'Cross-Origin-Opener-Policy': 'same-origin' } : {}),
  }
}

function policy(gatewayUrl: string | null, isDevelopment: boolean): string {
  // Sockets of the page's own origin are 'self'; gateways elsewhere are named.
  const gateways = gatewayUrl === null ? [] : [gatewayUrl, gatewayUrl.replace(/^http/, 'ws')]
  const sources = {
    'default-src': ["'self'"],
    // Pages are made once and kept by the service worker, so their inline scripts can carry no nonce. No page holds HTML
    // that a person wrote.
    'script-src': ["'self'", "'unsafe-inline'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", ...gateways],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(sources)
    .map(([name, allowed]) => `${name} ${allowed.join(' ')}`)
    .join('; ')
}
