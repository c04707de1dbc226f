import type { Crowd } from './crowd'
import type { Figures } from './figures'
import type { Finding } from './finding'

export const BY_HEADS = 'a lost last push made up for by heads'

/** In quiet conversations somebody says a last thing, and its push to one of the others is lost: only heads can tell. */
export async function loseLastPushes(crowd: Crowd, most: number, figures: Figures): Promise<Finding> {
  const receivers = new Set<number>()
  const chosen = crowd.meetings.flatMap(({ conversationId, people, changing }) => {
    const [sender, receiver] = people
    if (changing || sender === undefined || receiver === undefined || receivers.has(receiver)) return []
    receivers.add(receiver)
    return [{ conversationId, sender, receiver }]
  })
  const wrong: string[] = []
  const these = chosen.slice(0, most)
  await Promise.all(
    these.map(async ({ conversationId, sender, receiver }) => {
      const ear = crowd.partOf(receiver)
      await ear.ask('loseNext', { index: receiver, conversationId })
      const seq = await crowd.partOf(sender).ask('say', { index: sender, conversationId })
      const { lost, ms } = await ear.ask('applies', { index: receiver, conversationId, seq })
      // Heads may have been compared just between the commit and the push.
      if (lost) figures.add(BY_HEADS, ms)
      if (seq === 0) wrong.push(`Person ${sender} could not say anything in ${conversationId}`)
    }),
  )
  return { claim: 'a lost last push is made up for', examined: these.length, wrong }
}
