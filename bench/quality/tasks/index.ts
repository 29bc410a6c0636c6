import type { Task } from '../task.ts'
import { detector } from './detector.ts'
import { endToEnd } from './end-to-end.ts'
import { generative } from './generative.ts'
import { stain, topic } from './labels.ts'
import { letters } from './letters.ts'
import { montages } from './montages.ts'
import { panels } from './panels.ts'
import { singles } from './singles.ts'
import { species } from './species.ts'
import { splitter } from './splitter.ts'

/** Everything that is measured, in the order of the table. */
export const tasks: readonly Task[] = [
  ...[detector, panels, montages, singles, letters],
  ...[splitter, generative, species, stain, topic, endToEnd],
]
