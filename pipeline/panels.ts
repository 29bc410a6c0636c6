import type { FigureWalk } from './figure.ts'
import { type Graphic, storeCrop } from './graphic.ts'
import { panelId } from './ids.ts'
import { dropped } from './outcome.ts'
import type { Crop, PairRecord, PanelRecord } from './record.ts'
import { defineStage, keep } from './stage.ts'
import type { Bbox, Panel } from './types.ts'

/**
 * Records every panel; those of histology get their crop stored and their hashes taken. A crop
 * that the store already holds is not cut again.
 */
export const describePanels = async (
  figureId: string,
  panels: Panel[],
  pairs: PairRecord[],
  graphic: Graphic,
  walk: FigureWalk,
): Promise<PanelRecord[]> => {
  const records: PanelRecord[] = []
  for (const [ordinal, panel] of panels.entries()) {
    const id = panelId(figureId, panel.bbox)
    const [x, y, width, height] = panel.bbox
    const pair = pairs.find((candidate) => candidate.panel_id === id)
    const base = {
      id,
      ordinal,
      ...panel,
      bbox: [x, y, width, height] as [number, number, number, number],
    }
    if (!pair) {
      records.push({ ...base, crop: null, fingerprint: null, outcome: dropped('not_histology') })
      continue
    }
    const crop = await cropOf(panel.bbox, graphic, walk)
    const hashes = await walk.memory.run(walk.plan.panel.fingerprint, {
      image: graphic.image,
      image_sha256: graphic.sha256,
      bbox: panel.bbox,
    })
    const fingerprint = hashes.kind === 'drop' ? null : hashes.value
    records.push({ ...base, crop, fingerprint, outcome: pair.outcome })
  }
  return records
}

const cropOf = async (bbox: Bbox, graphic: Graphic, walk: FigureWalk): Promise<Crop> => {
  const cut = async () => storeCrop(await graphic.image(), bbox, walk.store)
  const stage = defineStage<null, Crop>({
    name: 'crop',
    version: '1:jpeg92-444',
    fingerprint: () => ({ image: graphic.sha256, bbox }),
    run: async () => keep(await cut()),
  })
  const verdict = await walk.memory.run(stage, null)
  if (verdict.kind === 'drop') throw new TypeError('a crop is cut or fails')
  const stored = await walk.store.has('panels', `${verdict.value.sha256}.jpg`)
  return stored ? verdict.value : cut()
}
