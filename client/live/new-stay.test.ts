import { expect, it } from 'vitest'
import { Chance } from '../testing/chance'
import { textTo } from '../testing/make'
import { Town } from '../testing/town'

it('shows the past that a new stay opens, also before what an earlier stay showed', async () => {
  const town = new Town(new Chance(1))
  const [ana = '', bea = '', carl = ''] = town.users
  const id = await town.server.createGroup(ana, 'Opened later', [carl])
  const say = (text: string) => town.server.api(ana, 500).send(textTo(id, text))
  await say('before Bea')
  await town.server.add(ana, id, bea)
  await town.quieten()
  const device = town.devices.find(({ userId }) => userId === bea)
  device?.toggle(id)
  await town.quieten()
  const shown = () =>
    device?.open
      .get(id)
      ?.store.getState()
      .events.map(({ seq }) => seq)
  expect(shown()).toEqual([3])
  await town.server.remove(ana, id, bea)
  await town.quieten()
  await say('without Bea')
  await town.server.change(ana, id, { pastOpen: true })
  await town.server.add(ana, id, bea)
  await town.quieten()
  expect(shown()).toEqual([1, 2, 3, 4, 5, 6, 7])
})
