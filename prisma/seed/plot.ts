import { type Happening, readScript } from './script'
import type { Story } from './stories/story'

/** A happening where it is told. */
export interface Scene {
  readonly story: Story
  readonly happening: Happening
}

/** What happens in all stories, in order. */
export function plotOf(stories: readonly Story[], now: Date): readonly Scene[] {
  return stories
    .flatMap((story) => readScript(story, now).map((happening): Scene => ({ story, happening })))
    .sort((a, b) => a.happening.at.getTime() - b.happening.at.getTime())
}

/** The stories that a scene is part of: a message may be in several places. */
export function storiesOf({ story, happening }: Scene, stories: readonly Story[]): readonly Story[] {
  if (happening.kind !== 'posted') return [story]
  return [story, ...happening.also.map((place) => storyAt(place, happening.by, stories))]
}

/** @param place a group's key, or the other's userName */
function storyAt(place: string, by: string, stories: readonly Story[]): Story {
  const found = stories.find(({ key, name, people }) =>
    name === undefined ? people.includes(place) && people.includes(by) : key === place,
  )
  if (!found) throw new Error(`${by} speaks to “${place}”, and there is no story of it.`)
  return found
}

/** The first of the last `count` messages in a story that others than `person` send. */
export function lastOfOthers(
  plot: readonly Scene[],
  stories: readonly Story[],
  story: Story,
  person: string,
  count: number,
) {
  return plot
    .filter((scene) => scene.happening.kind === 'posted' && scene.happening.by !== person)
    .filter((scene) => storiesOf(scene, stories).includes(story))
    .at(-count)
}
