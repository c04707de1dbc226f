import { expect, it } from 'vitest'
import { Chance } from './testing/chance'
import { Device } from './testing/device'
import { textTo } from './testing/make'
import { ModelServer } from './testing/model-server'
import { Network } from './testing/network'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

it('fetches what it missed when the gateway says that something else is there than what it has', async () => {
  const [timers, network] = [new Timers(), new Network()]
  // Every push is lost.
  const server = new ModelServer(
    () => timers.now,
    () => {},
  )
  const [ana, bea] = [server.addUser('ana'), server.addUser('bea')]
  const id = await server.createGroup(ana, 'Hiking', [bea])
  const device = new Device('1', bea, { server, network, timers, chance: new Chance(1) })
  const rest = async (): Promise<void> => {
    do {
      await settle()
      network.deliverAll()
      timers.advance(50)
      await settle()
    } while (network.size > 0)
  }
  const here = () => device.client.overview.getState().lines.map(({ entry }) => entry.lastSeq)
  device.connection.up()
  await rest()
  await server.api(ana, 500).send(textTo(id, 'Unheard'))
  await rest()
  expect(here()).toEqual([1])
  device.connection.push({ name: 'heads:moved', payload: undefined })
  await rest()
  expect(here()).toEqual([2])
  await device.client.stop()
})
