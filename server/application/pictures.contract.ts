import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers, type OpenAccounts } from './accounts.contract'

const ID = 'a'.repeat(64)
const BYTES = new Uint8Array([1, 2, 3, 0, 255])

export function describePictures(name: string, open: OpenAccounts): void {
  describe(`${name} pictures`, () => {
    let ports: AccountPorts
    let ana: string
    let bea: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = '', bea = ''] = await makeUsers(ports, 'ana', 'bea')
    })

    it('keeps bytes as they are, the same ones once', async () => {
      await ports.pictures.put({ id: ID, bytes: BYTES })
      await ports.pictures.put({ id: ID, bytes: BYTES })
      expect(await ports.pictures.get(ana, ID)).toBeNull()
      await ports.users.change(bea, { pictureId: ID })
      expect([...((await ports.pictures.get(ana, ID)) ?? [])]).toEqual([...BYTES])
      expect(await ports.pictures.get(ana, 'b'.repeat(64))).toBeNull()
    })

    it('lets go of a picture only when nobody shows it any more', async () => {
      await ports.pictures.put({ id: ID, bytes: BYTES })
      await ports.users.change(ana, { pictureId: ID })
      await ports.users.change(bea, { pictureId: ID })
      await ports.users.change(ana, { pictureId: null })
      await ports.pictures.release(ID)
      expect(await ports.pictures.get(bea, ID)).not.toBeNull()
      await ports.users.change(bea, { pictureId: null })
      await ports.pictures.release(ID)
      expect(await ports.pictures.get(bea, ID)).toBeNull()
      await ports.pictures.release(ID)
    })
  })
}
