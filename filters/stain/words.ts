/**
 * Names of stains and methods as captions write them. Abbreviations keep their case, or `fish` would
 * be an in situ hybridisation. Dashes are plain hyphens here: the reader levels them first.
 */
export const stainWords = {
  'H&E': {
    words:
      /\bh(?:a?e)matox[yi]lin(?:[- ]|,|\/)*(?:and|&|\/|-|\+|with|und)?(?:[- ]|\/)*eosin|\beosin(?: and|-)h(?:a?e)matox[yi]lin|\bh(?:a?e)malaun[- ](?:and )?eosin|\bh(?:a?e)matox[yi]lin[- ]phloxine|\broutine(?:ly)? stain/i,
    short:
      /\bH ?(?:&|&amp;|\+|and|\/|-|\.|, ?) ?E\b(?!\.? coli)|\bHE\b(?! ?[=:][^,;.]*(?:high|hepat))|\bHPS\b|\bHES\b(?= ?(?:stain|×|x ?\d|[,.;)]|$))/,
  },
  special: {
    words:
      /\bperiodic acid[- ]?schiff|\btrichrom\w*|\bMasson\w*|\bMT[- ]stain|\bMallory(?![- ](?:Denk|Weiss|hyalin|bod))(?:['’]s)?(?! (?:hyalin|bod))|\bAZAN\b|\bazan\b|\bGoldner\b|\bvan Gieson|\bVerhoeff|\belastica?(?:[- ](?:van|stain|Masson|fib))|\bWeigert|\borcein|\bresorcin|\bresorcinol|\bpicro-?sirius|\bsirius red|\bsaffron\b|\bMovat|\breticulin|\bGomori|\bGrocott|\bmethenamine|\bsilver (?:stain|impregn|nitrate|method|enhanc|methen)\w*|\b(?:silver|ammoniacal)[- ]stained|\bJones(?:['’]s?)?[- ](?:silver|methenamine|stain)|\bWarthin|\bSteiner|\bBielschowsky|\bBodian|\bGallyas|\bGolgi(?:[-– ](?:Cox|stain|impregn|method|prepar|silver))\w*|\bGiemsa|\bMay[- ]Gr[uü]nwald|\bRomanowsky|\bWright(?:['’]?s)?(?:[- ](?:stain|Giemsa))|\bLeishman stain|\bDiff[- ]?Quik|\bPapanicolaou|\bPap[- ]?stain|\bPap smear|\bGram(?:['’]s)?[- ](?:stain|Twort|Weigert)\w*|\bBrown[- ](?:and )?(?:Brenn|Hopps)|\bZiehl|\bacid[- ]fast|\bFite|\bKinyoun|\bauramine|\balcian|\bmucicarmine|\bcolloidal iron|\bHale['’]s?\b|\bcolloidal iron|\btoluidine|\bmethylene blue|\bsafranin|\bfast green|\bcresyl|\bNissl|\bthionin|\bl[ua]xol|\bKl[uü]ver|\bWeil\b|\bSudan|\boil[- ]?red|\bosmium[- ]stained fat|\bCongo[- ]?red|\bthioflavin|\bcrystal violet|\bmethyl violet|\bPerls?\b|\bPrussian|\biron (?:stain|h(?:a?e)matoxylin|deposit\w* stain)|\bvon Kossa|\balizarin|\brhodanine|\brubeanic|\bTimm|\bFontana|\bSchmorl|\bbilirubin stain|\bHall['’]?s|\bphosphotungstic acid h|\bfibrin stain|\bLendrum|\bFeulgen|\bmethyl green|\bnuclear fast red|\bneutral red|\bcarmine\b|\beosin(?!o)(?:[- ]only)|\bX-?gal|\bβ-?gal(?:actosidase)? (?:stain|activity)|\bsenescence-associated (?:β|beta)|\bbeta-gal\w* stain|\bLacZ stain|\bGUS[- ]|\btriphenyl ?tetrazolium|\bevans blue|\bIndia ink|\btrypan|\baniline blue|\bmartius|\bNADH|\bsuccinate dehydrogenase|\bCOX\b[- /]?(?:SDH|stain|histoch)\w*|\bcytochrome c? ?oxidase (?:stain|histo|activ)\w*|\bATPase\b(?= stain| reaction| pH|,)|\bacid phosphatase|\balkaline phosphatase (?:stain|activity|reaction)|\bALP stain|\bTRAP\b[- ]?(?:stain|posit|\+)|\besterase|\bmyeloperoxidase stain|\bacetylcholinesterase|\bAChE\b|\bSacpic|\bhistochemi\w+|\bVictoria blue|\bDieterle|\bWade|\bWilder|\bGordon (?:and|&) Sweet|\bmodified Gram|\bChromotrope|\bcalcofluor|\bblueing|\bwhole-?mount carmine|\bPfeiffer|\bStevenel|\bvon Willebrand stain\b|\bferric ferricyanide|\bpotassium ferrocyanide|\bGram-positive cocci on|\bmucin stain|\bfat stain|\bcopper stain|\bcalcium stain|\bconnective tissue stain|\bmyelin stain|\bspecial stains?|\bhistochemical|\bschiff\b|\bI2-?KI\b|\blugol/i,
    short:
      /\bPAS\b(?!-?[A-Z]\b| domain)|\bPA[MS]{1,2}\b(?= stain|,|\.|;|\))|\bPASM\b|\bPASD\b|\bD-PAS\b|\bPAS-?D\b|\bAFB\b|\bZN\b|\bMSB\b|\bTTC\b|\bGMS\b|\bLFB\b|\bORO\b|\bM\.?G\.?G\b|\bEVG\b|\bVVG\b|\bSDH\b|\bPTAH\b|\bAB\/PAS\b|\bPSR\b|\bMT stain|\bS\.?A\.?[- ]?β-?[Gg]al/,
  },
  other: {
    words:
      /\b(?:immuno-?)?fluoresc\w+|\bconfocal|\b(?:multi|two)-?photon|\bHoechst|\bTexas Red|\bphalloidin|\bpropidium|\brhodamine|\bmCherry|\btdTomato|\bin[- ]situ[- ]hybridi[sz]\w*|\bRNA-?scope|\bribo-?probes?|\belectron[- ](?:micro|dense|tomo)\w*|\bultrastructur\w*|\bimmunogold|\buranyl|\blead citrate|\bcryo-?EM|\bosmium tetr|\blight[- ]sheet|\bsuper-?resolution|\bquantum dots?|\bnegative(?:ly)? stain(?:ed|ing)? (?:EM|electron|with uranyl)|\bphase[- ]contrast|\bautoradiograph\w*|\bCalcein|\bAnnexin|\bMitoTracker|\bLysoTracker|\bmerged? (?:image|channel|panel)s?\b|\bcounterstain\w*[^.;]{0,24}(?:DAPI|blue fluor)|\bsalt-split/i,
    short:
      /\bD?IF\b|\bIIF\b|\bDAPI\b|\bAlexa|\bFITC\b|\bTRITC\b|\bCy[2357](?:\.5)?\b|\b(?:e?[GR]|td|C|Y)FP\b|\bEGFP\b|\bW?M?ISH\b|\bFISH\b|\bCISH\b|\bSISH\b|\bEBER\b|\bTEM\b|\bSEM\b|\bSTED\b|\bE\.?M\.?\b(?= ?[×x]| ?\(| image| photo| microg|[,;])|\bTUNEL\b(?=.{0,60}(?:fluor|green|DAPI))|\bJC-1\b|\bDiI\b|\bEdU\b/,
  },
  IHC: {
    words:
      /\bimmuno-?(?:histo|cyto)-?(?:chemi|patholog|log)\w*|\bimmuno-?(?:peroxidase|stain|reactiv|react|positiv|negativ|label|expression|marker|profile|phenotyp|detect|enzym)\w*|\([A-Z]{2,}[\w-]*\) (?:immuno)?stain\w*|\bdiaminobenzidine\b|\bperoxidase[- ]anti|\bavidin[- ]biotin|\bEnVision\b|\b(?:membran(?:e|ous)|nuclear|cytoplasmic|diffuse(?:ly)?|strong(?:ly)?|focal(?:ly)?|weak(?:ly)?|intense(?:ly)?|patchy|granular) (?:and \w+ )?(?:staining|positiv\w+|express\w+|immuno\w+|reactiv\w+|labell?ing|uptake)(?: (?:for|of|with))?|\b(?:positive|negative|reactive|stain(?:ed|ing)?|labell?ing|labell?ed|immunopositive|expression)[\w ,]{0,24}? (?:for|of|with|against) (?:the )?(?:anti-?\w+|\(?(?:CD\d+|Ki-?67|p\d{2}|S-?100|CK ?\d|cytokeratin|pan-?keratin|AE1|vimentin|desmin|actin|SMA|synaptophysin|chromogranin|GFAP|NeuN|ER\b|PR\b|HER-?2|TTF-?1|PAX\d|SOX\d+|HMB-?45|melan|EMA\b|CEA\b|calretinin|WT-?1|MIB|bcl-?\d|cyclin|E-cadherin|PCNA|MMR|MLH1|MSH\d|PMS2|PD-?L1|BRAF|IgA|IgG|IgM|C3|C4d|amyloid|tau|synuclein|insulin|glucagon|prolactin|DOG1|KIT|c-kit|inhibin|PSA\b|AMACR|GATA3|napsin|thyroglobulin|calcitonin|TdT|MPO|lysozyme|EBER|LMP1|HHV-?8|CMV|SV40))|\bCD\d{1,3}[a-z]?\+?(?: (?:and|,) CD\d+)* (?:stain|immuno|express|positiv|antibod|label)\w*|\bKi-?67\b|\bcaspase-?3 (?:stain|positiv)\w*|\bTUNEL\b(?!.{0,40}(?:fluor|green|red))|\banti-[A-Z][\w-]+ stain\w*|\banti-(?:CD\d|p\d\d|Ki|SMA|actin)\w*|\b(?:monoclonal|polyclonal) antibod|\bHER-?2(?:\/neu)? (?:3\+|2\+|1\+|score)|\bchromogens?\b|\b[A-Zα-ω][\w-]{1,10} (?:protein )?(?:IHC|immunostain\w*)|\bprimary antibod\w+|\bstain(?:ed|ing) (?:for|of|with) [\w/α-ω-]+ protein|\b(?:lung|liver|brain|kidney|tumou?r|tissue|heart|colon|skin)? ?sections? (?:stained|immunostained) (?:for|with) (?:anti|[A-Z]+\d)|\((?:[\w\s/+-]{0,20} )?(?:brown|DAB)\b|\bin brown\b/i,
    short:
      /\bIHC\b|\bDAB\b|\bABC (?:method|technique)|\bmAb\b|(?<![\w-])(?!I2|PAS|Safranin|HES?\b|HPS|H&E|MT\b|ZN\b|GUS|TTC|TRAP|EdU|ALP|ALK|DAPI|PSR|PI\b|ORO|LFB|TUNEL|AFB|GMS|SA-|X-|MGG)(?=[\w/-]*[A-Z0-9][\w/-]*[A-Z0-9])[A-Z][\w/-]{1,9}[ -](?:stain(?:ing|ed)?|immunopositiv\w+)\b/,
  },
} as const

/** Colours of fluorescence channels: news only in a caption that speaks of cells or stains. */
export const channelColour =
  /\b(?:green|magenta|cyan)\)|\((?:[\w\s+-]{0,24} )?(?:green|magenta|cyan)\b(?! (?:arrow|line|box|circle|dot|bar|asterisk|triangle|square|outline|frame))|\bin (?:green|magenta|cyan)\b/i
/**
 * Two labels with a colour each, `Sox9, red; Pax6, green`: two channels, whatever else is said. The
 * blue and red of one histochemical stain are no such pair.
 */
const label =
  '\\b(?:[A-Z][\\w/-]*\\d[\\w/+-]*|[A-Zα-ω]{2,}[\\w/+-]*|nuclei|chromosomes?|spindles?|phalloidin|lectin|\\w*(?:tubulin|actin|mentin|laminin|[Ii]nsulin|[Gg]lucagon|albumin|opsin|myosin)),? (?:in |\\()?'
const glowing = '(?:green|magenta|cyan)'
const colour = '(?:green|magenta|cyan|red|blue|yellow|white|gr[ae]y)'
const drawnThing =
  '\\b(?! (?:arrow|line|box|circle|dot|bar|asterisk|triangle|square|outline|frame|pulp|blood|cell|O\\b))'
export const twoChannels = new RegExp(
  `${label}(?:${glowing}\\b[^.]{0,60}?\\b[\\w+/-]+,? (?:in |\\()?${colour}|${colour}\\b[^.]{0,60}?\\b[\\w+/-]+,? (?:in |\\()?${glowing})${drawnThing}`,
)
/** What two channels are seen in. */
export const imaged =
  /\b(?:\w+(?:cytes?|blasts?)|neurons?|cord|brains?|\w*cort(?:ex|ical)|hippocamp\w+|retinas?|retinal|spleens?|germinal|islets?|embryos?|hearts?|kidneys?|livers?|lungs?|muscles?|myofib\w+|tibialis|sections?|imaging|whole[- ]mounts?|epitheli\w+|melanoma|carcinoma)\b/i
/** Colours of curves, maps and models are no channels. */
export const drawn =
  /\b(?:curves?|lines?|bars?|plots?|axis|axes|scatter|histograms?|graphs?|networks?|maps?|structures?|residues?|helix|helices|ribbon|trees?|dashed|symbols?|columns?|clusters?|isodoses?|QTLs?|SNPs?|genotypes?|loci|genes associated|pathways?|chromogens?|DAB|brown)\b/i
export const showsCells =
  /immuno|stain|antibod|\bDAPI\b|confocal|micrograph|nucle[iu]|\bcells?\b|neuron|tissue|sections?\b|\banti-/i
/** Blots, arrays and plots name antigens without showing them. */
export const assay =
  /\b(?:western|immunoblot\w*|blots?|q?(?:RT-)?PCR|ELISA|flow cytometr\w+|FACS|mRNA|microarray|volcano|heatmaps?|correlation)\b/i
export const showsTissue =
  /histolog|histochem|sections?\b|immuno|tissue|micrograph|biops|tumou?r|carcinoma|lymphoma|[×x] ?\d|\d ?[×x]\b/i
/** Light microscopy of unstated stain beside another method: `(a) electron micrograph (b) histology`. */
export const unstatedHistology =
  /(?<!immuno-?)\b(?:histolog(?:y|ical|ic)\b(?! (?:grade|type|subtype|score|diagnos))|histopatholog\w+|histomorpholog\w+|light micrographs?|semi-?thin sections?)/i
