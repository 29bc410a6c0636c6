import { sentences } from '../text.ts'
import type { Piece } from '../types.ts'

/** What a panel shows, as far as its own words tell. */
export type Kind = 'picture' | 'plot' | 'drawing' | null

const picture =
  /\b(?:(?:photo)?micrographs?|images?|imaging|photographs?|photos?|pictures?|stained|staining|immuno(?:staining|fluorescence|histochemistry|localization|labell?ing)|fluorescence microscopy|confocal|microscop(?:y|ic|e)|[ST]EM|sections?|phenotypes?|morpholog(?:y|ies|ical)|appearance|views?|h&e|close-?ups?|(?:sub-?)?cellular locali[sz]ation|in situ hybridi[sz]ation)\b/i
const plot =
  /\b(?:quantif(?:ication|ied|ying)|quantitati(?:on|ve)|graphs?|(?:box|bar|scatter|violin|dot|line)?[- ]?plots?|(?:bar )?charts?|histograms?|curves?|percentages?|proportions?|(?:total |mean |average )?numbers?|(?:relative |mrna |transcript |protein |expression )?levels?|q(?:rt-?)?pcr|rt-?q?pcr|real-time|rates?|ratios?|contents?|lengths?|heights?|weights?|widths?|diameters?|biomass|yields?|measurements?|statistic(?:s|al)|averages?|means?|concentrations?|activit(?:y|ies)|frequenc(?:y|ies)|intensit(?:y|ies)|scores?|survival|elisa|accumulation|correlations?|regression|comparison)\b/i
const drawing =
  /\b(?:schematics?|diagrams?|illustrations?|drawings?|cartoons?|work-?flows?|flow ?charts?|alignments?|phylogen(?:y|etic)|dendrograms?|maps?|(?:gene|domain|exon[-– ]intron) structures?|time-?lines?|(?:working |proposed )models?|experimental (?:design|set-?up)|venn)\b/i

/** The first words of a panel name what it is; what follows may speak of other things. */
const naming = 14

export const kindOf = (text: string): Kind => {
  const opening = text.trim().split(/\s+/).slice(0, naming).join(' ')
  if (drawing.test(opening)) return 'drawing'
  const [seen, measured] = [picture.test(opening), plot.test(opening)]
  return seen === measured ? null : seen ? 'picture' : 'plot'
}

const scale = /\bscale ?bars?\b|\bbars?\b.*\d\s?(?:[nµμu]m|[mc]m|microns?)\b|\bmagnifications?\b/i
const statistics =
  /\berror bars?\b|\bs\.?\s?[de]\.?(?:\s?m\.?)?\b.*\bmeans?\b|\bmeans?\b.*(?:±|\bs\.?\s?[de]\b|\bsem\b|\bstandard)|\bt[- ]?tests?\b|\banova\b|\btukey|\bduncan|\bp\s?[<≤=>]\s?0|\bsignificant at\b|\bsignificant(?:ly)? differen(?:t|ces?) (?:between|from|compared|among|at|\()|\bdifferent (?:lowercase |small |capital )?letters\b|\bstandard (?:errors?|deviations?)\b/i

/** What a closing sentence can speak of: bars of pictures, statistics of plots. */
const subjectOf = (sentence: string): Kind =>
  scale.test(sentence) ? 'picture' : statistics.test(sentence) ? 'plot' : null

/**
 * Whose a closing sentence is: a scale bar concerns no plot and no drawing where there are pictures;
 * a test concerns the plots that end a figure, not the pictures before them. Null for all.
 */
export const concerned = (
  sentence: string,
  kinds: ReadonlyMap<string, Kind>,
): readonly string[] | null => {
  const subject = subjectOf(sentence.trim())
  if (!subject) return null
  const labels = [...kinds.keys()]
  const rest = labels.filter((label) => [subject, null].includes(kinds.get(label) ?? null))
  if (rest.length === labels.length || !rest.some((label) => kinds.get(label) === subject))
    return null
  const ending = labels.slice(-rest.length).every((label) => rest.includes(label))
  return subject === 'picture' || ending ? rest : null
}

/** What each panel shows, by the first sentence that is its own. */
export const kindsOf = (
  caption: string,
  pieces: readonly Piece[],
  labels: readonly string[],
): Map<string, Kind> =>
  new Map(
    labels.map((label) => {
      const own = pieces
        .filter(({ owner }) => typeof owner !== 'string' && owner.includes(label))
        .map(({ start, end }) => caption.slice(start, end))
        .join(' ')
      const [first] = sentences(own)
      return [label, kindOf(first ? own.slice(...first) : own)]
    }),
  )
