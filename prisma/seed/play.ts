import type { UserId } from '@/contracts/ids'
import type { Container } from '@/server/container'
import { Company } from './company'
import { lastOfOthers, plotOf, type Scene, storiesOf } from './plot'
import type { Story } from './stories/story'

const MINUTE_MS = 60_000
/** After so long without a word everybody has read what there is. */
const SITTING_GAP_MS = 10 * MINUTE_MS

export interface Cast {
  /** By userName. */
  readonly ids: ReadonlyMap<string, UserId>
  /** Of groups, by the first name each has. */
  readonly pictures: ReadonlyMap<string, string>
}

/** Lets the stories happen, one thing after another through the use cases, as if over the past weeks. */
export async function play(container: Container, stories: readonly Story[], cast: Cast, now: Date): Promise<void> {
  const plot = plotOf(stories, now)
  const company = new Company(container, cast)
  for (const [index, scene] of plot.entries()) {
    const present = storiesOf(scene, stories)
    for (const story of present) await company.open(story, scene.happening.at)
    await company.perform(scene, present)
    for (const story of present) {
      bound(company, plot, stories, { story, scene })
      await company.getAll(story, scene.happening.at)
      if (endsSitting(plot, stories, { story, index }, now)) await company.readAll(story, scene.happening.at)
    }
  }
  await company.settle()
}

/** Who hasn't read a story's end stops reading before it. */
function bound(
  company: Company,
  plot: readonly Scene[],
  stories: readonly Story[],
  { story, scene }: { story: Story; scene: Scene },
): void {
  for (const [person, count] of Object.entries(story.unread ?? {})) {
    if (lastOfOthers(plot, stories, story, person, count) === scene) company.stop(story, person, 'read')
  }
  for (const [person, count] of Object.entries(story.away ?? {})) {
    if (lastOfOthers(plot, stories, story, person, count) === scene) company.stop(story, person, 'delivered')
  }
}

function endsSitting(
  plot: readonly Scene[],
  stories: readonly Story[],
  { story, index }: { story: Story; index: number },
  now: Date,
): boolean {
  const next = plot.slice(index + 1).find((scene) => storiesOf(scene, stories).includes(story))
  const at = plot[index]?.happening.at ?? now
  return (next?.happening.at ?? now).getTime() - at.getTime() > SITTING_GAP_MS || next === undefined
}
