import { expect, it } from 'vitest'
import { isOriginAllowed } from './origin'

it('lets in pages of the same host, configured ones, and programs', () => {
  expect(isOriginAllowed('http://kith.lan:3000', 'kith.lan:3000', [])).toBe(true)
  expect(isOriginAllowed('https://kith.example', 'Kith.example', [])).toBe(true)
  expect(isOriginAllowed('https://kith.example', 'live.example', ['https://kith.example'])).toBe(true)
  expect(isOriginAllowed(undefined, 'kith.lan:3000', [])).toBe(true)
})

it('keeps out everybody else', () => {
  for (const origin of [
    'https://evil.example',
    'http://kith.lan',
    'http://kith.lan:3001',
    'null',
    '',
    'kith.lan:3000',
  ]) {
    expect(isOriginAllowed(origin, 'kith.lan:3000', ['https://kith.example'])).toBe(false)
  }
  expect(isOriginAllowed('http://kith.lan:3000', undefined, [])).toBe(false)
})
