/**
 * Antigens that pathologists name without saying `immunostain`. The name alone is no news, as plots
 * and blots have it too; the part it plays in its sentence tells that it was stained for.
 */
const names =
  'CD\\d{1,3}[a-z]?|Ki-?67|MIB-?1|p(?:16|21|27|40|53|57|63|120)|S-?100|SOX-?(?:2|9|10|11)|HMB-?45|Melan-?A|MART-?1|MITF|' +
  'synaptophysin|chromogranin(?: A)?|INSM1|NSE|CK ?\\d{1,2}(?:\\/\\d+)?|(?:[Pp]an-?)?(?:[Cc]yto)?[Kk]eratin(?: ?\\d+)?|HMWCK|AE1\\/AE3|CAM ?5\\.2|34βE12|EMA|' +
  'vimentin|desmin|SMA|(?:h-)?caldesmon|calponin|myogenin|MyoD1|actin|GFAP|NeuN|neurofilament|Iba-?1|OLIG2|IDH1(?: R132H)?|ATRX|BAP1|INI1|' +
  'HER-?2(?:\\/neu)?|GATA-?3|mammaglobin|GCDFP-?15|E-cadherin|(?:β|beta)-catenin|TTF-?1|napsin(?: A)?|PAX-?[258]|WT-?1|MDM2|CDK4|' +
  'CDX-?2|SATB2|villin|HepPar-?1|arginase-?1|glypican-?3|glutamine synthetase|AFP|DOG-?1|KIT|c-kit|PDGFRA|NKX[23]\\.\\d|PSA|PSMA|AMACR|ERG|' +
  'PLAP|OCT-?(?:3\\/)?4|SALL4|inhibin|calretinin|D2-40|podoplanin|FOXL2|FOXP3|BCL-?[26]|cyclin D1|MUM1|IRF4|TdT|MPO|' +
  'lysozyme|tryptase|ALK|ROS1|BRAF V600E|PD-?L1|MLH1|MSH[26]|PMS2|thyroglobulin|calcitonin|PTH|ACTH|prolactin|insulin|' +
  'glucagon|somatostatin|gastrin|IgG4?|IgA|IgM|kappa|lambda|C3d?|C4d|amyloid A|α-synuclein|(?:phosphorylated |phospho-|p-?)?tau|Aβ|ubiquitin|TDP-43|' +
  'factor VIII|von Willebrand factor|carbonic anhydrase IX|CAIX|MUC\\d(?:AC)?|CEA|BerEP4|p-?STAT3|PCNA|HHV-?8|CMV|SV40|LMP1|F4\\/80|Ly6G|collagen IV|laminin|fibronectin'

const antigen = `(?:${names.replace(
  /(^|\||\)\?)([a-z])(?=[a-z]{3})/g,
  (_, before: string, letter: string) => `${before}[${letter.toUpperCase()}${letter}]`,
)})(?!\\w|-(?!positiv|negativ|stain|immuno|reactiv|express|label)| (?:promoter|gene|mRNA|type A|domain|mutants?|[sr]?h?i?RNA|constructs?|plasmid|cDNA|transcripts?|reporter))`
/** One antigen or a list of them, with panel letters between. */
const some = `${antigen}(?: ?\\([A-Za-z]\\))?(?:(?:,| and| or| &|\\/|, and) ?${antigen}(?: ?\\([A-Za-z]\\))?){0,5}`

/** `Synaptophysin, ×100.`: a full stop, a magnification, a sign after the name. */
const alone = `(?:^|[\\s,;:])${antigen}(?=(?:,|;|:)? ?(?:×|x ?\\d|\\d+ ?×|\\.(?:\\s|$)|;|\\)|$)|[- ]?(?:\\+|positiv|negativ|stain|immuno|reactiv|express|highlight|labell?ed|IHC)|,? (?:left|right|inset|\\(?[a-f]\\)|original)|,? (?:[A-Z]\\w+, )*with (?:DAB|red|brown|h(?:a?e)matox))`
/** `CK19 labels the ducts`, `TTF-1 is expressed`, `S100 and HMB-45 are positive`. */
const subject = `(?:^|[\\s,;:(])${some} (?:(?:strongly |diffusely |focally |weakly |also |clearly )?(?:labels?|highlights?|marks|outlines?|decorates?|stains)\\b|(?:is|are|was|were|remains?) (?:[\\w-]+ ){0,3}?(?:express|positiv|negativ|lost|absent|retain|present|seen|detect|confined|restricted|strong|weak|diffuse|patchy|focal|nuclear|membran|cytoplasm))`
/** `positive for desmin`, `loss of BAP1`, `expressed synaptophysin`, `nuclear β-catenin`. */
const object = `\\b(?:(?:[Pp]ositiv\\w*|[Nn]egativ\\w*|[Rr]eactiv\\w*|[Ss]tain(?:s|ed|ing)?|[Ll]abell?(?:ed|ing)|[Ll]oss|[Ee]xpression|[Aa]ntibod\\w+) (?:for |of |with |to |against )+|(?:express(?:es|ed)?|nuclear|membranous|cytoplasmic|aberrant|dot-like|[Bb]lock-positive) )(?:both |nuclear |membranous |the )?${antigen}`
/** `ACTH in a corticotroph adenoma`: at the opening of a caption, a sentence or a panel. */
const opening = `(?:^|[.;:] |\\(?\\b[A-Ha-h]\\)[,:]? |^[A-Ha-h][.,:] )(?:[Nn]uclear |[Pp]hosphorylated |[Ee]xpression of )?${some},? (?:\\([\\w-]+\\) )?(?:in|of|within|nuclear|membran\\w+|with) `
/** `low and high expression of HO-1 in carcinomas`: graded by eye, so stained. */
const graded =
  '\\b(?:[Ll]ow|[Hh]igh|[Ww]eak|[Mm]oderate|[Ss]trong)(?:,? (?:and|or|versus|to) (?:low|high|weak|moderate|strong))? expression of [A-Z][\\w-]+(?: and [A-Z][\\w-]+)? in (?:[\\w-]+ ){0,4}(?:tissues?|carcinomas?|tumou?rs?|specimens?|cancers?|biops\\w+|mucosa)\\b'
/** `antibody cocktail (AMACR, p63)`, `Immunophenotype: CD3+`. */
const panel = `\\b(?:antibody cocktail|immuno-?(?:phenotyp\\w+|profile)|latent nuclear antigen)\\b`

export const namedAntigen = new RegExp([alone, subject, object, opening, panel, graded].join('|'))
