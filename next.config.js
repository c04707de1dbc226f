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
  // Hosts that copy only what is imported: by these the pages know whether the database is theirs.
  outputFileTracingIncludes: { '/**': ['./prisma/migrations/**/*'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })),
    },
    {
      // Pages get one that knows the gateways (proxy.ts); pictures and files have one of their own, which this would replace.
      source: '/api/((?!pictures/|files/|stickers/|export).*)',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
}
