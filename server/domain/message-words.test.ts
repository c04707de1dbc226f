import { describe, expect, it } from 'vitest'
import { messageWords, type Named } from './message-words'

const one = (kind: Named['kind'], more: Partial<Named> = {}): Named => ({ kind, name: '', ...more })
const said = (...attachments: Named[]) => messageWords({ text: '', attachments })

describe('a message as one line', () => {
  it('says what it carries', () => {
    expect(said(one('image'))).toBe('📷 Photo')
    expect(said(one('video', { durationMs: 61_000 }))).toBe('🎬 Video 1:01')
    expect(said(one('voice', { durationMs: 12_300 }))).toBe('🎤 0:12')
    expect(said(one('circle_video', { durationMs: 20_000 }))).toBe('⭕ Circle video 0:20')
    expect(said(one('file', { name: 'report.pdf' }))).toBe('📎 report.pdf')
    expect(said(one('sticker', { sticker: { emoji: '🦊' } }))).toBe('🦊 Sticker')
  })

  it('counts several', () => {
    expect(said(one('image'), one('image'), one('image'))).toBe('📷 3 photos')
    expect(said(one('video'), one('image'))).toBe('🎬 2 photos and videos')
    expect(said(one('image'), one('file', { name: 'a' }))).toBe('📎 2 files')
  })

  it('has a caption in place of that, and words alone without an icon', () => {
    expect(messageWords({ text: 'At the **lake**', attachments: [one('image')] })).toBe('📷 At the lake')
    expect(messageWords({ text: 'Hello', attachments: [] })).toBe('Hello')
  })

  it('is of some words even where nothing is known of a thing', () => {
    expect(said(one('voice', { durationMs: null }))).toBe('🎤 Voice message')
    expect(said(one('file'))).toBe('📎 File')
  })
})
