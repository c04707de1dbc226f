import type { Landscape } from './landscape'

/** What Yuki and others photographed. */
export const VIEWS = {
  fog: {
    seed: 4,
    sky: ['#7f9cc0', '#f3c9a5', '#fbe6cc'],
    sun: { x: 1010, y: 330, radius: 46, colour: '#fff4dc' },
    ridges: ['#c9a9a6', '#3b4a63'],
    mist: '#fdeedd',
    trees: true,
  },
  beeches: {
    seed: 11,
    sky: ['#8fb7d4', '#cfe2e6', '#f6ead2'],
    sun: { x: 300, y: 240, radius: 40, colour: '#fff8e2' },
    ridges: ['#b7b48f', '#8a3f22'],
    mist: '#f8e3bd',
    trees: true,
  },
  tower: {
    seed: 23,
    sky: ['#2c3f6b', '#b4697a', '#f6a964'],
    sun: { x: 720, y: 440, radius: 58, colour: '#ffe2a8' },
    ridges: ['#a86370', '#1d2238'],
    mist: '#f2a577',
  },
  lake: {
    seed: 8,
    sky: ['#5fa3c7', '#b5dbe0', '#f5efdc'],
    sun: { x: 980, y: 270, radius: 44, colour: '#fffbe8' },
    ridges: ['#8fb3b3', '#1f5650'],
    mist: '#e8f3ee',
    water: true,
    birds: 6,
  },
  harbour: {
    seed: 15,
    sky: ['#3a4c7a', '#c78a9a', '#fbd3a3'],
    sun: { x: 420, y: 420, radius: 50, colour: '#fff0c9' },
    ridges: ['#8d7f9f', '#2c3350'],
    mist: '#fbd9bb',
    water: true,
    birds: 3,
  },
} satisfies Record<string, Landscape>
