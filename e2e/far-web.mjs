import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'

// Loaded into the app before it starts: a name that has a public address, and a way from that address to the server of a
// test. Only the world around Kith is another one; what it asks for, and refuses to, is its own doing.
const { FAR_WEB_NAME: name, FAR_WEB_PORT: port } = process.env
const ADDRESS = '93.184.215.14'

const { lookup } = dns
dns.lookup = async (host, ...rest) => (host === name ? [{ address: ADDRESS, family: 4 }] : lookup(host, ...rest))

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (options?.host === name && Number(options.port) === 80 && options.lookup) {
    const { lookup: pinned } = options
    options.port = Number(port)
    options.lookup = (host, asked, done) =>
      pinned(host, { ...asked, all: true }, (error, found) => {
        if (error || found.some(({ address }) => address !== ADDRESS))
          done(error ?? new Error('It was sent elsewhere.'))
        else if (asked.all) done(null, [{ address: '127.0.0.1', family: 4 }])
        else done(null, '127.0.0.1', 4)
      })
  }
  return connect.apply(this, args)
}

// What is asked for over https comes to the same server: it has no certificate.
const { request } = https
https.request = (url, ...rest) => {
  if (url instanceof URL && url.hostname === name) return http.request(new URL(url.pathname, `http://${name}`), ...rest)
  return request(url, ...rest)
}
