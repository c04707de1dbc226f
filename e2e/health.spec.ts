import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type AppProcess, freePort, startApp } from '@/server/testing/app-process'
import { expectAccessible } from './accessible'
import { createAccount, signIn } from './account'
import { expect, test } from './test'

// An app of its own, since the first account is its admin's.
let app: AppProcess
let url: string
let dataFolder: string

test.beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-health-'))
  const port = await freePort()
  app = startApp({ port, dataFolder })
  url = `http://localhost:${port}`
  await app.ready()
})

test.afterAll(async () => {
  await app.stop()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

test('the admin sees how the server is, from the browser and from the server, and what to do where something is wrong', async ({
  newBrowser,
  expectInConsole,
}) => {
  const context = await newBrowser()
  await createAccount(context.request, url, { userName: 'first', fullName: 'First Admin' })
  await signIn(context.request, url, 'first')
  const page = await context.newPage()
  await page.goto(`${url}/admin`)
  const health = page.getByRole('region', { name: 'Health' })
  await expect(health.getByText('All is well, seen from this browser and from the server.')).toBeVisible()
  for (const what of ['Socket', 'Large requests', 'Database', 'Schema', 'Clock', 'Files', 'Disk']) {
    const row = health.getByRole('listitem').filter({ has: page.getByText(what, { exact: true }) })
    await expect(row.getByRole('img', { name: 'Well' })).toBeVisible()
  }
  await expectAccessible(page)

  expectInConsole(/413|WebSocket/)
  // As a proxy answers that takes small bodies only, and as one that knows no websockets.
  await page.route('**/uploads/probe', (route) => route.fulfill({ status: 413, body: 'Too large' }))
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close())
  await page.reload()
  await expect(health.getByText('2 things are wrong, seen from this browser and from the server.')).toBeVisible()
  await expect(health.getByText('4 MB are answered with 413.')).toBeVisible()
  await expect(health.getByText(/Let the proxy take bodies of 16 MB/)).toBeVisible()
  await expect(health.getByText(/Let the proxy pass Upgrade and Connection/)).toBeVisible()
  await expectAccessible(page)

  await page.unroute('**/uploads/probe')
  await health.getByRole('button', { name: 'Look again' }).click()
  await expect(health.getByText('One thing is wrong, seen from this browser and from the server.')).toBeVisible()
})
