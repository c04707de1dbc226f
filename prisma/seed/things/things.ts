import { landscape } from './landscape'
import { pdf, track } from './papers'
import { poster } from './poster'
import { rasterise } from './rasterise'
import { VIEWS } from './views'
import { hum, type Recording } from './voice'

/** What the cast sends besides words, all of it drawn, written and hummed here. */
export interface Thing {
  readonly kind: 'image' | 'file' | 'voice'
  readonly name: string
  make(): Promise<{ readonly bytes: Buffer } & Partial<Pick<Recording, 'durationMs' | 'waveform'>>>
}

const RECIPE = [
  'Two kilos of napa cabbage, salted overnight. Rinse it three times, then once more.',
  'A bowl of rice porridge, cold. Chilli flakes until it is the colour of a brick.',
  'Garlic: more. Ginger: a thumb. Pear: half, for friendship. Spring onions: all of them.',
  'Mix with your hands. Wear gloves. I am serious about the gloves.',
  'Two days on the counter, then the fridge. Not where the cat can open it.',
]

const photo = (name: string, svg: () => string): Thing => ({
  kind: 'image',
  name: `${name}.jpg`,
  make: async () => ({ bytes: await rasterise(svg()).jpeg({ quality: 86 }).toBuffer() }),
})
const paper = (name: string, make: () => Buffer): Thing => ({
  kind: 'file',
  name,
  make: async () => ({ bytes: make() }),
})
const recording = (seed: number, seconds: number): Thing => ({
  kind: 'voice',
  name: '',
  make: async () => hum(seed, seconds),
})

/** By the names they have in scripts. */
export const THINGS: Readonly<Record<string, Thing>> = {
  ...Object.fromEntries(Object.entries(VIEWS).map(([name, view]) => [name, photo(name, () => landscape(view))])),
  poster: photo('poster-old-town', poster),
  recipe: paper('kimchi.pdf', () => pdf('Kimchi for three people and two cats', RECIPE)),
  route: paper('lake-loop.gpx', () => track('Lake loop')),
  forecast: recording(7, 14),
  kitchen: recording(3, 9),
}
