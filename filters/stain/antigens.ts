import { byFirstLetter } from '../../pipeline/alternatives.ts'

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
  'factor VIII|von Willebrand factor|carbonic anhydrase IX|CAIX|MUC\\d(?:AC)?|CEA|BerEP4|p-?STAT3|PCNA|HHV-?8|CMV|SV40|LMP1|F4\\/80|Ly6G|collagen (?:IV|VII|type IV)|laminin|fibronectin|' +
  // Tumours of soft tissue, brain, blood and germ cells.
  'STAT6|TLE1|TFE3|TFEB|NUT(?:M1)?|SS18|NTRK|pan-?TRK|CAMTA1|FOSB|FLI-?1|DUX4|CIC|BCOR|MUC4|NKX2\\.2|CD99|MyoD1|SMARC[AB]\\d|H3 ?K27(?:me3|M)|H3K27me3|H3\\.?3? ?G34\\w|H3K36M|PHOX2B|LIN28A|L1CAM|EZHIP|p-?ERK|p-?AKT|p-?S6|p-?mTOR|' +
  'LEF-?1|PLAG1|HMGA2|NR4A3|SOX17|BRG1|PRAME|c-?MYC|MYB|LMO2|HGAL|MNDA|GCET1|BLIMP-?1|OCT-?2|BOB\\.?1|PU\\.1|annexin A1|ZAP-?70|perforin|granzyme B|TIA-?1|PD-?1|TIM-?3|LAG-?3|CXCL13|ICOS|T-?bet|GATA-?[1-6]|ROR[γg]t|IL-?\\d+[a-zαβ]?|TNF-?α?|TGF-?β\\d?|IFN-?γ|VEGF(?:R\\d)?|EGFR(?:vIII)?|HIF-?[12]α|GLUT-?1|MCT-?[14]|COX-?2|iNOS|eNOS|nNOS|MMP-?\\d{1,2}|TIMP-?\\d|uPAR|' +
  // Organs.
  'uroplakin(?: II)?|PAX-?8|HNF-?1[αβ]|CA-?125|mesothelin|WT1|claudin-?\\d{1,2}(?:\\.2)?|occludin|ZO-?1|ARX|PDX-?1|NKX6\\.1|trypsin|chymotrypsin|lipase|BCL-?10|PP\\b|albumin|hepatocyte paraffin|CD10|ARG-?1|CRP|SAA|LFABP|A1AT|GPC-?3|HSP-?\\d{2}|K19|K7|K20|p40|DeltaNp63|ΔNp63|CK5\\/6|CK ?\\d{1,2}[ /]\\d{1,2}|MUC\\dAC|TFF\\d|REG4|claudin|SP-?[ABCD]|surfactant protein [A-D]|CC10|CCSP|SCGB1A1|FOXJ1|p73|acetylated (?:α-)?tubulin|uromodulin|aquaporin-?\\d|AQP-?\\d|NKCC2|NCC|megalin|nephrin|podocin|synaptopodin|PLA2R|THSD7A|DNAJB9|EXT1|NELL-?1|C1q|C5b-?9|fibrinogen|IgG\\d?|' +
  'StAR|SF-?1|inhibin-?α|CYP11B[12]|CYP17A1|tyrosine hydroxylase|TH|PNMT|SDHB|SDHA|FH|2SC|parafibromin|GCM2|PIT-?1|T-?PIT|TSH|FSH|LH|GH|SSTR-?\\d[AB]?|PIN-?4|P504S|racemase|HOXB13|AR|ER(?:[αβ]|-alpha)?|PR|progesterone receptor|[oO]?estrogen receptor|androgen receptor|TRPS1|' +
  // Nervous system and muscle.
  'calbindin(?:[- ]?D-?28k)?|parvalbumin|PV|calretinin|somatostatin|NPY|VIP|CGRP|substance P|ChAT|VAChT|TPH2?|serotonin|5-HT|DAT|VMAT2|GAD-?\\d{2}|vGLUT\\d|VGAT|synapsin|PSD-?95|MAP-?2|βIII[- ]tubulin|TUJ-?1|doublecortin|DCX|nestin|SOX-?2|BrdU|Ki67|MBP|PLP1?|CNPase|NG2|ALDH1L1|S100[βB]|IBA-?1|TMEM119|P2RY12|CD68|HLA-DR|MHC(?:[- ]?II?)?|c-?[Ff]os|p-?CREB|AT8|PHF-?1|MC1|4G8|6E10|6F\\/3D|p62|pTDP-?43|FUS|C9RANT|huntingtin|PrP(?:Sc)?|α-?syn\\w*|transthyretin|TTR|dystrophin|utrophin|sarcoglycan|dysferlin|merosin|emerin|MyHC(?:-\\w+)?|myosin(?: heavy chain)?|troponin [TIC]|connexin-?\\d{2}|Cx43|α-?actinin|titin|periostin|osteopontin|osteocalcin|RUNX-?2|sclerostin|collagen (?:type )?(?:I{1,3}|X)|aggrecan|lubricin|SOX-?9|cathepsin K|RANKL|' +
  // Skin, eye, microbes.
  'involucrin|loricrin|filaggrin|K(?:1|5|6|10|14|15|16|17)\\b|E-?cad\\w*|P-?cadherin|N-?cadherin|desmoglein-?\\d|tyrosinase|gp100|rhodopsin|RPE65|CRALBP|opsin|recoverin|HSV-?[12]?|VZV|EBV|LANA-?1|HBsAg|HBcAg|H\\. pylori|T\\. pallidum|adenovirus|parvovirus B19|HPV L1|spike protein|nucleocapsid|nucleoprotein|CD\\d{1,3}[a-z]?L?|' +
  // Names in words.
  '(?:alpha-?|α-?)?smooth[- ]muscle actin|(?:α|a|alpha)-?SMA|light chains?|(?:epithelial membrane|carcinoembryonic|prostate[- ]specific|leu[ck]ocyte common|proliferating cell nuclear|hepatocyte(?: paraffin)?|melanocytic|neuronal nuclear|factor VIII-related|epithelial cell|thymic) antigen|glial fibrillary acidic protein|myelin basic protein|neuron[- ]specific enolase|thyroid transcription factor(?:-1)?|mismatch repair proteins?|(?:cleaved |active |activated )?caspase-?\\d|(?:γ|gamma-?)H2A\\.?X|pHH3|phospho-?histone H3|nitrotyrosine|3-?NT|4-?HNE|8-?OH-?dG|pimonidazole|galectin-?\\d|osteonectin|thrombomodulin|factor XIII-?a|alpha-?fetoprotein|α-?fetoprotein|(?:β|beta|b)-?(?:human chorionic gonadotropin|hCG|HCG|amyloid)|human placental lactogen|HPL|hPL|neurofilaments?|[Aa]myloid[- ](?:β|beta|precursor)|prion protein|parathyroid hormone|growth hormone|adrenocorticotrop\\w+|thyroid[- ]stimulating hormone|pancreatic polypeptide|cholecystokinin|ghrelin|peptide YY|gastrin|secretin|relaxin|renin|erythropoietin|hepcidin|ferritin|(?:transferrin|vitamin D|glucocorticoid|folate|insulin) receptor|E2F1|cyclin [ABDE]\\d?|p-?Rb|Rb|RB1|PTEN|p16INK4a|p14ARF|TP53|survivin|Bcl-?xL|BAX|Mcl-?1|beclin-?1|LC3B?|LAMP-?\\d|SQSTM1|HMGB1|NLRP3|ASC|TLR-?\\d|NF-?κB|p65|SMAD\\d|p-?Smad\\d|YAP1?|TAZ|Notch-?\\d|Hes-?1|JAG-?1|Shh|Gli-?1|Wnt\\w+|Lgr5|ALDH1A?\\d?|Snail|Slug|Twist-?1?|ZEB-?\\d|FAP|PDGFR-?[αβ]|αSMA|tenascin-?C|decorin|biglycan|versican|perlecan|nidogen|integrin[\\w -]{0,4}|ICAM-?1|VCAM-?1|selectin|VE-cadherin|ERG|vWF|LYVE-?1|PROX-?1|endomucin|Ly-?6[CG]|Gr-?1|Siglec-?\\w+|Mac-?[123]|CD11[bc]|B220|Foxp3|langerin|FcεRI|MBP-?1|eotaxin|EPX|neutrophil elastase|cathelicidin|LL-?37|defensin'

const capital = (_: string, before: string, letter: string) =>
  `${before}[${letter.toUpperCase()}${letter}]`
const named = new RegExp(
  `(?<![\\w-])${byFirstLetter(names.replace(/(^|\||\)\?)([a-z])(?=[a-z]{3})/g, capital))}(?!\\w|-(?!positiv|negativ|stain|immuno|reactiv|express|label)| (?:promoter|gene|mRNA|type A|domain|mutants?|[sr]?h?i?RNA|constructs?|plasmid|cDNA|transcripts?|reporter))`,
  'g',
)
/** Stands for any antigen, `¤` for an immunoglobulin: names are looked for once, the part they play after that. */
const antigen = '[§¤]'

/** A caption with a sign in place of every antigen's name. */
export const withSigns = (text: string): string =>
  text.replace(named, (name) => (name.startsWith('Ig') ? '¤' : '§'))
/** One antigen or a list of them, with panel letters between. */
const some = `${antigen}(?: ?\\([A-Za-z]\\))?(?:(?:,| and| or| &|\\/|, and) ?${antigen}(?: ?\\([A-Za-z]\\))?){0,5}`

/** `Synaptophysin, ×100.`: a full stop, a magnification, a sign after the name. */
const alone = `(?:^|[\\s,;:])${antigen}(?=(?:,|;|:)? ?(?:×|x ?\\d|\\d+ ?×|\\.(?:\\s|$)|;|\\)|$)|[- ]?(?:\\+|positiv|negativ|stain|immuno|reactiv|express|highlight|labell?ed|IHC)|,? (?:left|right|inset|\\(?[a-f]\\)|original)|,? (?:[A-Z]\\w+, )*with (?:DAB|red|brown|h(?:a?e)matox))`
/** `CK19 labels the ducts`, `TTF-1 is expressed`, `S100 and HMB-45 are positive`. */
const subject = `(?:^|[\\s,;:(])${some} (?:(?:strongly |diffusely |focally |weakly |also |clearly )?(?:labels?|highlights?|marks|outlines?|decorates?|stains|delineates?|confirms?|demonstrates?|identif(?:y|ies)|visuali[sz]es?|accumulates?)\\b|(?:is|are|was|were|remains?) (?:[\\w-]+ ){0,3}?(?:express|positiv|negativ|lost|absent|retain|present|seen|detect|confined|restricted|strong|weak|diffuse|patchy|focal|nuclear|membran|cytoplasm))`
/** `positive for desmin`, `loss of BAP1`, `expressed synaptophysin`, `nuclear β-catenin`. */
const object = `\\b(?:(?:[Pp]ositiv\\w*|[Nn]egativ\\w*|[Rr]eactiv\\w*|[Ss]tain(?:s|ed|ing)?|[Ll]abell?(?:ed|ing)|[Ll]oss|[Ee]xpression|[Aa]ntibod\\w+) (?:for |of |with |to |against )+|(?:express(?:es|ed)?|nuclear|membranous|cytoplasmic|aberrant|dot-like|[Bb]lock-positive) )(?:both |nuclear |membranous |the )?${antigen}`
/** `ACTH in a corticotroph adenoma`: at the opening of a caption, a sentence or a panel. */
const opening = `(?:^|[.;:] |\\(?\\b[A-Ha-h]\\)[,:]? |^[A-Ha-h][.,:] )(?:[Nn]uclear |[Pp]hosphorylated |[Ee]xpression of )?${some},? (?:\\([\\w-]+\\) )?(?:in|of|within|on|at|along|around|from|after|nuclear|membran\\w+|with) `
/** `low and high expression of HO-1 in carcinomas`: graded by eye, so stained. */
const graded =
  '\\b(?:[Ll]ow|[Hh]igh|[Ww]eak|[Mm]oderate|[Ss]trong)(?:,? (?:and|or|versus|to) (?:low|high|weak|moderate|strong))? expression of [A-Z][\\w-]+(?: and [A-Z][\\w-]+)? in (?:[\\w-]+ ){0,4}(?:tissues?|carcinomas?|tumou?rs?|specimens?|cancers?|biops\\w+|mucosa)\\b'
/** `antibody cocktail (AMACR, p63)`, `Immunophenotype: CD3+`. */
const panel = `\\b(?:antibody cocktail|immuno-?(?:phenotyp\\w+|profile)|latent nuclear antigen)\\b`

/** `p16 block positivity`, `CD117 luminal`, `PLAG1 nuclear`, `TH-ir`: how and where it was stained. */
const manner = `(?:^|[\\s,;:(/])${antigen}(?:(?<!¤)\\)|[- ](?:ir\\b|IR\\b|LI\\b|like immuno)|,? (?:protein )?(?:is |was |are )?(?:lost|retained|intact|absent|block|mosaic|null|wild-type|mutant|aberrant|luminal|abluminal|basal|nuclear|cytoplasmic|membran\\w+|apical|perinuclear|dot-like|Golgi|stromal|overexpress\\w*|underexpress\\w*|positiv\\w*|negativ\\w*|immunoreac\\w*|reactiv\\w*|label\\w*|stain\\w*|signal|restrict\\w*|index|score[ds]?|cocktail|clone|antibod\\w*|deposit\\w*|counts?|accumulat\\w*|loss)\\b)`
/** `visualised with 4G8`, `by 34βE12`, `detected by AMACR`, `overexpression of MDM2`. */
const shownBy = `\\b(?:visuali[sz]ed|detected|identified|demonstrated|highlighted|labell?ed|marked|outlined|decorated|seen|revealed|shown|delineated|(?:over|co-?)express\\w+|restriction|absent \\w+ \\w+|accumulat\\w+|counts?) (?:by|with|on|using|of|for) (?:nuclear |anti-?)?${antigen}`

/** Any symbol that cells or structures are positive for, and words that only graders of such stains use. */
const symbol =
  '(?!HIV|HPV|EBV|HBV|HCV|PAS|ORO|DAPI|TUNEL|GFP|EGFP|YFP|RFP|TRAP|ALP|AFB|GMS|HER2-pos|COVID|PCR|SARS|CMV-pos|RNA|DNA|MRI|PET)(?:[A-Z][A-Za-z]{0,5}-?\\d{1,4}[A-Za-z]{0,3}|[A-Z]{2,6}[a-z]?|α-?[A-Z]\\w+|β-?[A-Z]?\\w+)'
const things =
  '(?:[a-z]+ )?(?:cells?|nuclei|nucleus|fib(?:er|re)s?|neurons?|macrophages?|lymphocytes?|vessels?|capillaries|structures?|processes|areas?|foci|deposits?|plaques?|inclusions?|granules?|astrocytes?|microglia\\w*|myofibroblasts?|fibroblasts?|T cells?|B cells?|histiocytes?|monocytes?|neutrophils?|eosinophils?|mast cells?|islets?|glands?|crypts?|ducts?|ductules?|progenitors?|hepatocytes?|keratinocytes?|melanocytes?|terminals?|axons?|somata|perikarya)'
/** `CD11-positive macrophages`: stained for, or marked with a reporter where the method says so. */
export const positiveThings = new RegExp(
  `(?:^|[\\s,;:(/])${symbol}(?:\\+|\\(\\+\\)|hi|high|[- ]positive|[- ]immunopositive|[- ]expressing|[- ]labell?ed|[- ]stained|[- ]ir) ${things}\\b`,
)
const graders =
  '\\b(?:H-?scores?|Allred|HercepTest|Dako|Ventana|SP142|22C3|SP263|28-8|combined positive score|CPS|TPS|tumou?r proportion score|proliferati(?:on|ve) index|labell?ing index|mitotic marker|block-type|internal (?:positive )?control|isotype control|[1-3]\\+ (?:membran\\w+|staining|intensity)|membran(?:e|ous) (?:labell?ing|positivity|reactivity)|nuclear (?:labell?ing|positivity|reactivity|accumulation)|cytoplasmic (?:labell?ing|positivity|reactivity)|immunodeposit\\w*|counterstain\\w*[^.;]{0,20}h(?:a?e)matox\\w+|h(?:a?e)matoxylin counter\\w+|h(?:a?e)matoxylin as (?:a )?counter\\w+|primary antibod\\w+|\\(clone [A-Z0-9])'

export const namedAntigen = new RegExp(
  [alone, subject, object, opening, panel, graded, manner, shownBy, graders].join('|'),
)
