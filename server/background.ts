import type { Container } from './container'
import { startDataWork } from './data-loop'
import { startErasing } from './erasing-loop'
import { startWorker } from './infrastructure/jobs/worker'
import { readShippedPacks } from './infrastructure/stickers/shipped-packs'
import type { Lifetime } from './lifetime'

/** What a process that lives longer than requests does besides answering them. */
export async function beginBackground({ useCases, background, log }: Container, lifetime: Lifetime): Promise<void> {
  try {
    await useCases.installShippedPacks(await readShippedPacks())
  } catch (err) {
    // As when there is no room: people can do without them, and the next start tries again.
    log.error({ err }, 'the shipped stickers could not be installed')
  }
  const worker = await startWorker(background, log, { ...useCases, lookBehindLink: useCases.showWhatIsBehind })
  lifetime.add('jobs', worker.close)
  lifetime.add('erasing', startErasing(useCases.eraseDue, log).stop)
  lifetime.add('exports', startDataWork(useCases.makeExports, log).stop)
  lifetime.add('deleted accounts', startDataWork(useCases.forgetAccounts, log).stop)
}
