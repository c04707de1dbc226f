import { bicycles } from './bicycles'
import { eleni } from './eleni'
import { flat } from './flat'
import { fogAtFive } from './fog-at-five'
import { kwame } from './kwame'
import { layla } from './layla'
import { meiling } from './meiling'
import { olek } from './olek'
import { readers } from './readers'
import { saturdayHike } from './saturday-hike'
import { sofia } from './sofia'
import type { Story } from './story'
import { twoLanguages } from './two-languages'

export const STORIES: readonly Story[] = [
  saturdayHike,
  meiling,
  layla,
  flat,
  readers,
  olek,
  kwame,
  sofia,
  bicycles,
  fogAtFive,
  twoLanguages,
  eleni,
]
