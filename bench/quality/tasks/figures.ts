import type { Panel } from '../../../pipeline/types.ts'
import { type GoldFigure, goldFigures } from '../gold/pictures.ts'
import { sample } from '../measures.ts'
import type { Context, Part } from '../task.ts'

export interface SeenFigure extends GoldFigure {
  found: Panel[]
  width: number
  height: number
}

/** Annotated figures with what the detector found in them. */
export const lookAtFigures = async (
  { data, part, limit, detect, progress }: Context,
  task: string,
  asked: (figure: GoldFigure) => boolean = () => true,
): Promise<SeenFigure[]> => {
  const figures = sample(goldFigures(data, part).filter(asked), limit, ({ file }) => file)
  const seen: SeenFigure[] = []
  for (const [index, figure] of figures.entries()) {
    const { panels: found, width, height } = await detect(figure.file)
    seen.push({ ...figure, found, width, height })
    if ((index + 1) % 25 === 0) progress(`${task}: ${index + 1} of ${figures.length} figures`)
  }
  return seen
}

/** What the part means for pictures. */
export const pictureSplit: Record<Part, string> = {
  dev: 'dev: every upstream group but the frozen ones; the shipped models trained on them',
  frozen:
    'frozen: the quality groups of `trainer/curation/detector/pool.py`, that no model trains on',
  all: 'dev groups, that models trained on, and frozen groups together',
}
