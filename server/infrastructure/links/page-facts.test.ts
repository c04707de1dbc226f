import { describe, expect, it } from 'vitest'
import { decodePage, pageFacts } from './page-facts'

describe('what a page says of itself', () => {
  it('is in its og: names', () => {
    const html = `<html><head><title>Plain</title><meta property="og:title" content="A &amp; B">
      <meta property="og:site_name" content="Site"><meta property="og:description" content=" Two
      lines ">  <meta property="og:image" content="/a.png"></head>`
    expect(pageFacts(html)).toEqual({ title: 'A & B', site: 'Site', description: 'Two lines', picture: '/a.png' })
  })
  it('is its title and description, where it has no others', () => {
    const html = '<title>One</title><meta name="Description" content="What it is"><svg><title>Icon</title></svg>'
    expect(pageFacts(html)).toEqual({ title: 'One', site: '', description: 'What it is', picture: null })
  })
  it('is nothing without a title', () => {
    expect(pageFacts('<meta property="og:image" content="a.png"><title> </title>')).toBeNull()
  })
  it('is short, in one line, and steers no other text', () => {
    const facts = pageFacts(`<title>\u202eevil\u2066\u0000\u0007 ${'😀'.repeat(500)}</title>`)
    expect(facts?.title.startsWith('evil 😀')).toBe(true)
    expect([...(facts?.title ?? '')]).toHaveLength(200)
    expect(facts?.title).not.toMatch(/[\p{Cc}\u202e\u2066]/u)
  })
  it('is read from a page that was cut in the middle', () => {
    expect(pageFacts('<title>Cut</title><meta property="og:descr')?.title).toBe('Cut')
  })
  it('is read in the page’s own encoding', () => {
    const latin = Buffer.from('<title>Caf\u00e9</title>', 'latin1')
    expect(pageFacts(decodePage(latin, 'text/html; charset=ISO-8859-1'))?.title).toBe('Café')
    const told = Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin])
    expect(pageFacts(decodePage(told, 'text/html'))?.title).toBe('Café')
    expect(pageFacts(decodePage(Buffer.from('<title>Café</title>'), 'text/html; charset=nonsense'))?.title).toBe('Café')
  })
})
