import path from 'node:path'
import { expect, test } from 'vitest'
import { readEnv } from './env'

test('nothing needs to be set', () => {
  expect(readEnv({ PORT: '' })).toEqual({
    databaseUrl: null,
    port: 3000,
    host: '0.0.0.0',
    url: null,
    dataFolder: path.resolve('data'),
    tls: null,
    natsUrl: null,
    gatewayUrl: null,
    secret: null,
    groupMembers: 50,
    files: { maxBytes: 2e9, maxPixels: 1e8, perMessage: 30, quotaBytes: 2e10 },
    editWindowMs: 48 * 3_600_000,
    s3: null,
    pushContact: 'mailto:nobody@kith.invalid',
    metrics: null,
    logLevel: 'info',
  })
})

test('an origin loses the slash at its end', () => {
  expect(readEnv({ KITH_URL: 'https://kith.example.org/' }).url).toBe('https://kith.example.org')
})

test('push services are told the operator’s address, or Kith’s own if that is one they take', () => {
  expect(readEnv({ KITH_URL: 'https://kith.example.org' }).pushContact).toBe('https://kith.example.org')
  expect(readEnv({ KITH_URL: 'http://kith.lan' }).pushContact).toMatch(/^mailto:/)
  expect(readEnv({ KITH_PUSH_CONTACT: 'mailto:me@example.org' }).pushContact).toBe('mailto:me@example.org')
})

test('several NATS servers can be named', () => {
  expect(readEnv({ NATS_URL: 'nats://a:4222,nats://b:4222' }).natsUrl).toBe('nats://a:4222,nats://b:4222')
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '1e3'],
  ['DATABASE_URL', 'mysql://localhost/kith'],
  ['DATABASE_URL', 'localhost'],
  ['KITH_PUSH_CONTACT', 'me@example.org'],
  ['KITH_URL', 'kith.example.org'],
  ['KITH_URL', 'https://example.org/kith'],
  ['KITH_GATEWAY_URL', 'wss://example.org'],
  ['NATS_URL', 'http://localhost:4222'],
  ['NATS_URL', 'nats://a:4222,b'],
  ['KITH_SECRET', 'short'],
  ['KITH_GROUP_MEMBERS', '1'],
  ['KITH_LOG_LEVEL', 'loud'],
])('%s=%s is refused in one sentence that names it', (name, value) => {
  const refuse = () => readEnv({ [name]: value })
  expect(refuse).toThrow(new RegExp(`^${name} must be [^\\n]*\\.$`))
})

test('a wrong secret is not repeated', () => {
  expect(() => readEnv({ KITH_SECRET: 'hunter2' })).not.toThrow('hunter2')
})

test('a certificate without its key is refused', () => {
  expect(() => readEnv({ KITH_TLS_CERT: 'a.pem' })).toThrow('KITH_TLS_KEY is not')
})

test('a bucket is of one’s own store when that has an address', () => {
  const keys = { KITH_S3_KEY: 'key', KITH_S3_SECRET: 'secret' }
  const own = readEnv({ KITH_S3_BUCKET: 'kith', KITH_S3_ENDPOINT: 'http://minio:9000', ...keys }).s3
  expect(own).toMatchObject({ bucket: 'kith', pathStyle: true, credentials: { accessKeyId: 'key' } })
  expect(readEnv({ KITH_S3_BUCKET: 'kith' }).s3).toMatchObject({ endpoint: null, pathStyle: false, credentials: null })
})

test.each([{ KITH_S3_ENDPOINT: 'http://minio:9000' }, { KITH_S3_BUCKET: 'kith', KITH_S3_KEY: 'key' }])(
  'half of a bucket’s settings is refused: %j',
  (set) => {
    expect(() => readEnv(set)).toThrow(/KITH_S3/)
  },
)
