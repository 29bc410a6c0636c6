import type { CaptionSplit, GraphicCaption, Panel, RawImage, Span } from '../pipeline/types.ts'

/** All that one figure says about which words belong to which picture. */
export interface MatchInput {
  image: () => Promise<RawImage>
  image_sha256: string
  width: number
  height: number
  /** Every panel of the figure, of any kind: charts count when letters are counted. */
  panels: Panel[]
  split: CaptionSplit
  caption: string
  /** Sub-captions that the source itself ties to single graphics. */
  graphic_captions?: GraphicCaption[]
  /** Where the caption was bold. */
  bold?: Span[]
}
