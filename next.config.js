const isDevelopment = process.env.NODE_ENV === 'development'

// Sockets of this origin are 'self'; gateways elsewhere are named when the app is built, and a change builds it anew.
const gateways = [process.env.KITH_GATEWAY_URL, process.env.KITH_GATEWAY_URL?.replace(/^http/, 'ws')].filter(Boolean)

const CONTENT_SECURITY_POLICY = {
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

const POLICY = Object.entries(CONTENT_SECURITY_POLICY)
  .map(([name, sources]) => `${name} ${sources.join(' ')}`)
  .join('; ')

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
}

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run validate` checks types, once, and the tests' too; a start should not wait for that.
  typescript: { ignoreBuildErrors: true },
  // They load native code or WASM from their own folders.
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', 'pg', 'pino', 'sharp'],
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })),
    },
    {
      // Pictures and files have a stricter one of their own, which this would replace.
      source: '/((?!api/(?:pictures|files|stickers)/).*)',
      headers: [{ key: 'Content-Security-Policy', value: POLICY }],
    },
  ],
}
