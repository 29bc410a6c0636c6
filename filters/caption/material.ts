/** Preparations that stain like tissue and are none. */
const cells = new RegExp(
  [
    // chromosomes and nuclei by themselves
    /metaphases?|chromosom(?:e|al)s? (?:spreads?|aberrations?|preparations?|abnormalit\w+|breaks?)|karyotyp\w+|micronucle\w+ (?:assay|test)|comet assay/,
    // what cells do in a dish
    /transwell|boyden|(?:matrigel )?(?:invasion|migration|adhesion|tube[- ]formation|plaque|spheroid(?:[- ]formation)?) assays?|(?:scratch|wound[- ]healing|wound[- ]closure) assays?|(?:migrated|invaded|invading|migrating|adherent) cells|colony[- ]formation|clonogenic|soft agar|anchorage[- ]independent|tube formation|crystal violet|monolayers?|cultured (?:\w+ ){0,2}cells|cell cultures?|phase[- ]contrast|in vitro differentiat\w+|(?:adipogenic|osteogenic|chondrogenic) (?:differentiation|induction)/,
    // smears and imprints
    /(?:peripheral )?blood (?:films?|smears?)|pap(?:anicolaou)? smears?|(?:bone marrow|sputum|vaginal|buccal|semen|sperm|cervical|urine|stool|f(?:ae|e)cal|thin|thick|gram[- ]stained) smears?|bone marrow aspirates?|cytospins?|imprint cytology|touch (?:imprints?|preparations?)|brush(?:ing)? cytology|urine cytology|(?:fine[- ]needle )?aspiration cytology|cytolog(?:y|ical) (?:smears?|specimens?)|liquid[- ]based cytology|gram stain(?:ing|ed)?/,
  ]
    .map(({ source }) => `\\b(?:${source})\\b`)
    .join('|'),
  'i',
)
/** "invasion ability of NCI-H460 cells": what cells do in a dish, by the name of a line. */
const lines =
  /\b(?:[Ii]nvasi(?:on|veness)|[Mm]igration|[Aa]dhesion|[Pp]roliferation|[Vv]iability|[Mm]otility|[Mm]orphology)(?: (?:ability|capacity|potential|activity))? (?:of|in) (?:\w+ )?(?:[A-Za-z]*[A-Z0-9][\w/-]*[0-9][\w/-]*|HeLa|Huh-?7|LNCaP|HUVECs?) (?:\w+ )?cells?\b|\bcell lines?\b/
/** Words of sections: with them, the cells are one panel's matter or a method's. */
const tissue =
  /\b(?:sections?|sectioned|biops\w+|histolog\w*|histopatholog\w*|h ?& ?e|ha?ematoxylin|tissues?|paraffin|resect\w+|specimens?|autops\w+|xenografts?)\b/i

/**
 * Whether a caption speaks of cells in a dish, of a smear or of chromosomes and of no tissue at all.
 * Such pictures look like sections to a model that sees colour and nuclei.
 */
export const namesNoTissue = (caption: string): boolean =>
  (cells.test(caption) || lines.test(caption)) && !tissue.test(caption)
