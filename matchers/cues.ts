import { type PanelKind, panelKinds, type Stain } from '../pipeline/types.ts'

/** Words of a sub-caption that tell what kind of picture it describes. */
export const cuePatterns = {
  histology:
    /\b(h\s?&\s?e|h\/e|ha?ematoxylin|eosin|histolog\w*|histopatholog\w*|immunohistochem\w*|ihc|immunostain\w*|immunoreactiv\w*|immunoperoxidase|trichrome|masson\w*|periodic acid|pas[ -]stain\w*|sirius|reticulin|silver stain\w*|biops\w+|section(s|ed)?|photomicrograph\w*|micrographs?|light microscop\w*|lm|low power|high power|magnification|biopsied|stain(ed|ing)?)\b|[×x]\s?\d{2,4}\b/i,
  pathology:
    /\b(tumou?rs?|carcinoma|neoplas\w+|lesions?|epitheli\w+|stroma\w*|nuclei|nuclear|mitos\w+|mitotic|necro\w+|fibro\w+|infiltrat\w+|lymphocyt\w+|gland\w*|tissues?|cytoplas\w+|hyperplas\w+|dysplas\w+|granuloma\w*|atypi\w+|spindle|inflammat\w+|adenoma\w*|sarcoma\w*|metasta\w+)\b/i,
  radiology:
    /\b(ct|pet|mri|mr|computed tomograph\w*|tomograph\w*|magnetic resonance|radiograph\w*|x-?rays?|ultraso\w+|sonogra\w+|echocardio\w+|angiogra\w+|mammogra\w+|scintigra\w+|t[12][ -]?weighted|contrast-enhanced|hounsfield|fdg)\b/i,
  chart:
    /\b(graphs?|plots?|plotted|histograms?|bars?\s+(graph|chart|represent|show|indicate)\w*|quantif\w+|quantitat\w+|percentage|percent|mean|means|s\.?e\.?m\.?|s\.?d\.?|p\s?[<>=≤]|n\s?=|kaplan|survival|roc|curves?|correlation|number of|levels? of|expression levels?|relative expression|statistical\w*|distribution|rate|ratio|score|heat ?map|scatter|pca|cluster\w*|concentration|fold change|anova)\b/i,
  gel: /\b(blots?|blotting|western|immunoblot\w*|sds-?page|rt-?pcr|electrophore\w+|lanes?|gels?|emsa|immunoprecipit\w+|β-?actin|gapdh|zymogra\w+|bands?)\b/i,
  photo:
    /\b(photographs?|photos?|gross|grossly|macroscop\w*|clinical (picture|image|photograph|appearance)\w*|intraoperative\w*|specimens?|endoscop\w*|colonoscop\w*|fundus|dermoscop\w*|appearance of the (skin|patient)|cut surface|surgical|plants?|flowers?|leaves)\b/i,
  diagram:
    /\b(schema\w*|diagrams?|cartoons?|illustrat\w+|workflow|flow ?chart|model of|overview of|design|timeline|experimental (design|scheme|protocol)|maps?|structure of|drawing|anatom\w+|pathway)\b/i,
  other_micro:
    /\b(immunofluoresc\w*|fluoresc\w*|confocal|dapi|gfp|electron micro\w*|tem|sem (image|micrograph)s?|scanning electron|transmission electron|em|ultrastruct\w*|fish|in situ hybridi[sz]ation|smears?|cytolog\w*|cultured?|phase[ -]contrast|live imaging|bright ?field|merged?|two-photon|giemsa|spheroids?|colon(y|ies))\b/i,
} as const
export type Cue = keyof typeof cuePatterns
export const cueNames = Object.keys(cuePatterns) as Cue[]

/** Which kinds of words a text holds. */
export const cuesOf = (text: string): Cue[] => cueNames.filter((cue) => cuePatterns[cue].test(text))

/** Log likelihood ratio of each cue for each panel kind: present, and absent. */
export type CueTable = Record<Cue, Record<PanelKind, { present: number; absent: number }>>

/** How much the words of a sub-caption speak for a picture of this kind: log likelihood ratio. */
export const kindAgreement = (kind: PanelKind, cues: readonly Cue[], table: CueTable): number =>
  cueNames.reduce((sum, cue) => {
    const { present, absent } = table[cue][kind]
    return sum + (cues.includes(cue) ? present : absent)
  }, 0)

const stainPatterns: Partial<Record<Stain, RegExp>> = {
  'H&E': /\b(h\s?&\s?e|h\/e|he stain\w*|ha?ematoxylin)\b/i,
  IHC: /\b(immunohistochem\w*|ihc|immunostain\w*|immunoreactiv\w*|immunoperoxidase|immunopositiv\w*|anti-\w+|cd\d+\w*|ki-?67|her2|p53|p16|s-?100|desmin|vimentin|cytokeratins?|ck\d*|ae1\/ae3|synaptophysin|chromogranin|dab|actin|bcl-?[26]|pd-?l1|sox-?10|gfap|positive for|negative for|expression of)\b/i,
  special:
    /\b(trichrome|masson\w*|periodic acid|pas|sirius|reticulin|silver|giemsa|congo red|alcian|mucicarmine|ziehl\w*|gms|grocott|elastica?|verhoeff|van gieson|nissl|toluidine|safranin|prussian|oil red|luxol|bielschowsky|cresyl)\b/i,
}

/** Stains that the words name: how pictures of one figure are told apart. */
export const stainsOf = (text: string): Stain[] =>
  (Object.keys(stainPatterns) as Stain[]).filter((stain) => stainPatterns[stain]?.test(text))

/** 1 when the look is among the named stains, −1 when only others are named, 0 when silent. */
export const stainAgreement = (look: Stain | null, named: readonly Stain[]): -1 | 0 | 1 => {
  if (look === null || named.length === 0 || look === 'unspecified' || look === 'other') return 0
  return named.includes(look) ? 1 : -1
}

export { panelKinds }
