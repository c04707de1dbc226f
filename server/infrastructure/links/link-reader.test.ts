import http from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { linkReader } from './link-reader'
import type { AddressPolicy } from './pinned-lookup'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

/** A server on this machine; answers its address. */
async function serve(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const HERE: AddressPolicy = { address: (address) => address === '127.0.0.1', port: () => true }
const here = linkReader(HERE)
const page = (response: http.ServerResponse, html: string) =>
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)

describe('looking behind a link', () => {
  it('finds title, site, description and a picture without what that says of itself', async () => {
    const picture = await sharp({ create: { width: 1600, height: 900, channels: 3, background: 'teal' } })
      .withExif({ IFD0: { Artist: 'Ana' } })
      .jpeg()
      .toBuffer()
    const url = await serve((request, response) => {
      if (request.url === '/p.jpg') response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(picture)
      else
        page(
          response,
          '<title>Hello</title><meta name=description content=World><meta property=og:image content=p.jpg>',
        )
    })
    const found = await here.read(`${url}/a`)
    expect(found).toMatchObject({ title: 'Hello', site: '127.0.0.1', description: 'World' })
    expect(found?.picture).toMatchObject({ width: 800, height: 450 })
    const { format, exif } = await sharp(found?.picture?.bytes).metadata()
    expect([format, exif]).toEqual(['webp', undefined])
  })

  it('asks nothing of this machine unless it may', async () => {
    let asked = 0
    const url = await serve((_request, response) => {
      asked++
      page(response, '<title>Secret</title>')
    })
    expect(await linkReader({ ...HERE, address: () => false }).read(url)).toBeNull()
    expect(await linkReader().read(url)).toBeNull()
    expect(await linkReader().read(url.replace('127.0.0.1', 'localhost'))).toBeNull()
    expect(await linkReader({ ...HERE, port: (port) => port === 80 || port === 443 }).read(url)).toBeNull()
    expect(asked).toBe(0)
    expect(await here.read(url)).toMatchObject({ title: 'Secret' })
  })

  it('asks nothing of where it may not be sent on to, nor for a picture there', async () => {
    let asked = 0
    const hidden = await serve((_request, response) => {
      asked++
      page(response, '<title>Secret</title>')
    })
    const port = new URL(hidden).port
    const open: AddressPolicy = { ...HERE, port: (one) => String(one) !== port }
    const url = await serve((request, response) => {
      if (request.url === '/on') response.writeHead(302, { Location: hidden }).end()
      else page(response, `<title>Open</title><meta property=og:image content="${hidden}/a.png">`)
    })
    expect(await linkReader(open).read(`${url}/on`)).toBeNull()
    expect(await linkReader(open).read(url)).toMatchObject({ title: 'Open', picture: null })
    expect(asked).toBe(0)
  })

  it('looks at the addresses that a name has before it connects to one', async () => {
    const url = await serve((_request, response) => page(response, '<title>Here</title>'))
    const looked: string[] = []
    const policy: AddressPolicy = {
      port: () => true,
      address(address) {
        looked.push(address)
        return true
      },
    }
    await linkReader(policy).read(url.replace('127.0.0.1', 'localhost'))
    expect(looked.length).toBeGreaterThan(0)
    expect(looked.every((address) => address === '127.0.0.1' || address === '::1')).toBe(true)
  })

  it('is sent on three times, not four', async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) page(response, '<title>Arrived</title>')
      else response.writeHead(301, { Location: `/${left - 1}` }).end()
    })
    expect(await here.read(`${url}/3`)).toMatchObject({ title: 'Arrived' })
    expect(await here.read(`${url}/4`)).toBeNull()
  })

  it('reads a megabyte of a page without end', async () => {
    let open = true
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.on('close', () => {
        open = false
      })
      response.write('<title>Endless</title>')
      const more = () => {
        while (open && response.write('x'.repeat(65_536)));
        if (open) response.once('drain', more)
      }
      more()
    })
    expect(await here.read(url)).toMatchObject({ title: 'Endless' })
  })

  it('gives up on a page that never ends within the time', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).write('<title>Slow</title>')
    })
    expect(await linkReader(HERE, 200).read(url)).toBeNull()
  })

  it.each([
    ['another type', { 'Content-Type': 'application/json' }, 200],
    ['none', {}, 200],
    ['compressed', { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' }, 200],
    ['an error', { 'Content-Type': 'text/html' }, 404],
  ])('shows nothing of what is %s', async (_what, headers, status) => {
    const url = await serve((_request, response) => response.writeHead(status, headers).end('<title>No</title>'))
    expect(await here.read(url)).toBeNull()
  })

  it('shows a page without the picture that is none', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/p.png') response.writeHead(200, { 'Content-Type': 'image/png' }).end('<svg/>')
      else page(response, '<title>Hi</title><meta property=og:image content=/p.png>')
    })
    expect(await here.read(url)).toMatchObject({ title: 'Hi', picture: null })
  })

  it('shows nothing of nobody', async () => {
    const url = await serve((request) => request.socket.destroy())
    expect(await here.read(url)).toBeNull()
    expect(await here.read('http://name.invalid/')).toBeNull()
  })
})
