import fs from 'node:fs'

const HEADERS = JSON.parse(fs.readFileSync(new URL('server/answer-headers.json', import.meta.url), 'utf8'))
const listed = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }))

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
  // The same page for every conversation, made once: which one it is, only the browser asks.
  rewrites: async () => ({ beforeFiles: [{ source: '/c/:id([1-9][0-9]*)', destination: '/c' }] }),
  headers: async () => [
    {
      source: '/:path*',
      headers: listed(HEADERS.everywhere),
    },
    {
      // Pages get one that knows the gateways (proxy.ts); pictures and files have one of their own, which this would replace.
      source: '/api/((?!pictures/|files/|stickers/|export).*)',
      headers: listed(HEADERS.procedures),
    },
  ],
}
