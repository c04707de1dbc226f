import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers } from './accounts.contract'
import type { Reports } from './report-ports'

type OpenReports = () => Promise<AccountPorts & { readonly reports: Reports }>

export function describeReports(name: string, open: OpenReports): void {
  describe(`${name} reports`, () => {
    let ports: AccountPorts & { readonly reports: Reports }
    let ana: string
    let bea: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = '', bea = ''] = await makeUsers(ports, 'ana', 'bea')
    })
    const messages = () => [{ senderId: bea, sentAt: '2026-01-02T03:04:05.678Z', text: 'Rude', attachments: [] }]
    const add = (note: string, perDay = 20) =>
      ports.reports.add({ reporterId: ana, reportedId: bea, note, messages: messages() }, perDay)

    it('keeps what was told, with the messages as they were', async () => {
      await add('She is rude')
      const [report] = await ports.reports.list(10)
      expect(report).toMatchObject({ reporter: { id: ana }, reported: { id: bea }, note: 'She is rude', doneAt: null })
      expect(report?.messages).toEqual(messages())
    })

    it('lists those that nobody has seen to first, then the newest', async () => {
      for (const note of ['one', 'two', 'three']) await add(note)
      const [, two] = await ports.reports.list(10)
      const id = two?.id ?? ''
      await ports.reports.setDone(id, true)
      const notes = async () => (await ports.reports.list(10)).map(({ note }) => note)
      expect(await notes()).toEqual(['three', 'one', 'two'])
      await ports.reports.setDone(id, false)
      expect(await notes()).toEqual(['three', 'two', 'one'])
      await ports.reports.delete(id)
      expect(await notes()).toEqual(['three', 'one'])
      await expect(ports.reports.delete(id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.reports.setDone(id, true)).rejects.toMatchObject({ code: 'not_found' })
    })

    it('takes so many a day from one person, and none about nobody', async () => {
      await add('one', 2)
      await add('two', 2)
      await expect(add('three', 2)).rejects.toMatchObject({ code: 'rate_limited' })
      const nobody = { reporterId: bea, reportedId: '999999', note: 'x', messages: [] }
      await expect(ports.reports.add(nobody, 2)).rejects.toMatchObject({ code: 'not_found' })
    })
  })
}
