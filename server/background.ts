import type { Container } from './container'
import { readShippedPacks } from './infrastructure/stickers/shipped-packs'

/** What a process that lives longer than requests does besides answering them. */
export async function beginBackground({ useCases, log }: Container): Promise<void> {
  try {
    await useCases.installShippedPacks(await readShippedPacks())
  } catch (err) {
    // As when there is no room: people can do without them, and the next start tries again.
    log.error({ err }, 'the shipped stickers could not be installed')
  }
}
