import { openBareServer } from './bare-server'

await openBareServer(async (message, answer) => {
  answer(message)
})
