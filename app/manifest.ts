import type { MetadataRoute } from 'next'

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Kith',
    short_name: 'Kith',
    description: 'Your people, on your own server.',
    start_url: '/',
    display: 'standalone',
    background_color: '#f4f0e8',
    theme_color: '#8b2f5c',
    icons: [
      { src: '/icons/kith.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/kith-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/kith-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/kith-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
