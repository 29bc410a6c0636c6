/**
 * Why an item left the corpus or waits for a curator. Closed on purpose: each member becomes a
 * counter in the report, so a stage cannot drop something for a reason nobody can read.
 */

export const dropReasons = {
  licence_no_derivatives: 'ND licence: a crop is an adaptation',
  licence_text_mining_only: 'licence allows text mining only',
  licence_unknown: 'no licence that allows reuse was found',
  licence_not_requested: 'BY-SA or BY-NC licence, which this run was not asked to take',
  retracted: 'retracted or withdrawn article',
  no_figures: 'article holds no figures',
  no_graphic: 'figure names no graphic',
  missing_graphic: 'graphic is named but was not shipped',
  unsupported_graphic: 'graphic is not a raster picture this project reads',
  not_a_picture: 'figure is a video, a document or another kind of file',
  too_small: 'picture or panel has too few pixels',
  not_histology: 'panel or figure shows no histology',
  no_caption: 'figure has no caption',
  caption_too_short: 'caption says too little to describe a picture',
  caption_boilerplate: 'caption is a journal notice, not a description',
  caption_language: 'caption is not in a language this run keeps',
  not_in_figure: 'sub-caption belongs to no histology panel',
  non_human: 'tissue is not human',
  duplicate: 'same picture and caption as a pair that is kept',
  same_article: 'another input holds the same article',
} as const
export type DropReason = keyof typeof dropReasons

export const flagReasons = {
  licence_conflict: 'two sources state different licences',
  third_party_rights: 'figure may carry the rights of somebody else',
  species_unsure: 'nothing says whether the tissue is human',
  species_mixed: 'human and animal tissue in one caption',
  detector_unsure: 'the detector is not sure that the panel is histology',
  not_tissue: 'the words name cells in a dish, a smear or chromosomes, not a section of tissue',
  match_unsure: 'the matcher is not sure which sub-caption belongs to the panel',
  match_no_caption: 'no sub-caption fits the panel',
  count_mismatch: 'numbers of panels and sub-captions differ',
  near_duplicate_conflict: 'the same picture is described in two different ways',
} as const
export type FlagReason = keyof typeof flagReasons

export const isDropReason = (text: string): text is DropReason => Object.hasOwn(dropReasons, text)
export const isFlagReason = (text: string): text is FlagReason => Object.hasOwn(flagReasons, text)
