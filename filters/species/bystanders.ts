/**
 * Animals and people who are in the sentence and not on the slide: compared with, bitten by, living
 * beside, source of a reagent. Told by the words around the find, so that it works for any name.
 */

const beforeAnimal = new RegExp(
  `(?:${[
    // compared with
    '(?:unlike|in contrast (?:to|with)|as opposed to|contrary to)(?: (?:those |that )?(?:in|of))?',
    '(?:as|previously) (?:described|reported|seen|shown|known|found|observed)(?: previously)? (?:in|for|from)',
    '(?:finding|pattern|change|lesion)s? (?:known|described|reported|familiar) (?:in|from|for)',
    '(?:just )?as in',
    '(?:known|extrapolated) from',
    '(?:resembl\\w+|reminiscent of|likened to|looks? like|called|termed|so-called|named after)',
    'tattoos? of',
    '(?:bites?|stings?|kicks?|scratch(?:es)?|envenom\\w*|venom) (?:of|by|from)',
    '(?:precipitins?|antibod\\w+|IgE|reactive|reactions?|sensiti[sz]ation) (?:to|against)',
    // met, touched, eaten, owned
    '(?:bitten|stung|scratched|kicked|licked|attacked|gored|butted|trampled) by',
    '(?:contact|exposure|exposed|allerg(?:y|ic)) (?:with|to)(?: \\w+)?',
    '(?:transmitted|acquired|caught|contracted|psittacosis|ringworm|spread|passed(?: on)?|carried|harbou?red) (?:by|from)',
    '(?:linked to|outbreaks? (?:in|among)|reservoirs?(?: in|:)?|assist(?:ed|ing)(?: \\w+)? (?:at|with|in))',
    '(?:skinning|butchering|milking|shearing|trapping|hunting|slaughtering|handling|raising|plucking|herding|grooming|gutting|tending|petting)',
    '(?:homolog|ortholog|counterpart|analog)(?:ue)?s? (?:of|to|in)',
    '(?:li(?:ves?|ving)|sle(?:eps?|pt)|works?|worked|working) (?:with|among|on an?|near)(?: \\w+)?',
    '(?:owner|owners|keeper|handler|rider|shearer|fancier|owns?|(?<!-)owned|keeps?|kept|hunted|hunting|skinned|butcher\\w*|milked|riding)(?: of)?',
    '(?:f[ae]ll|fallen|thrown) (?:from|off)',
    '(?:bones?|spines?|scales?|sting) of',
    '(?:ate|eaten|eating|swallow\\w+|ingest\\w+|meals? of|meat (?:of|from)|undercooked|raw)',
    // what cells are grown on, what an illness came from
    '(?:co-?cultured|cultured|grown|expanded|maintained|seeded|plated)(?: \\w+)? (?:on|over)',
    '(?:triggered|caused|provoked|sensiti[sz]ed|elicited) (?:by|to)(?: \\w+)?',
    // reagents and devices
    '(?:antibod\\w+|antiser\\w+|raised|generated) (?:from|of|in)',
    '(?:collagen|elastin|fibronectin|laminin|matrix|albumin|trypsin|heparin|thrombin|gelatin|lectin|venom|antivenom|globulin|matrigel|peroxidase|surfactant) from',
    '(?:implant\\w*|mesh|patch|bioprosthes\\w+|scaffold|dressing) (?:of|from)',
  ].join(
    '|',
  )})(?: (?:an?|the|his|her|their|its|that of an?|some|stray|own)(?: [A-Z][a-z]+(?:['’]s)?)?(?: (?!(?:of|on|in|into|with|from|by|for|and|to|or)\\b)[a-z-]+){0,2})? ?$`,
  'i',
)

const afterAnimal =
  /^['’]?s?(?:[- ](?:bites?\b|origin\b|tattoos?\b|costumes?\b|masks?\b|toys?\b|figurines?\b|logos?\b|prints?\b|scratch(?:es)?\b|stings?\b|flu\b|influenza|pox|fever|farm(?:s|er|ers|ing)?\b|breeders?|fanciers?|owners?|handlers?|keepers?|trainers?|riders?|hunters?|market|hair allerg\w*|(?:spine )?injur\w*|spines?\b|granulomas?\b|envenom\w*|(?:\w+ )?(?:ingestion|consumption|poisoning)|danders?|exposure|contact|droppings|f(?:a?e)ces|feed mill|ticks?\b|lice|louse|tapeworms?|flukes?|lungworms?|heartworms?|antiser\w+|antibod\w+|ig[gmy]\b|monoclonal|polyclonal|valves?\b(?! (?:leaflet|tissue|inter))|mesh|pericardi\w+ (?:patch|valve|graft)|collagen (?:matrix|membrane|sponge|i\b)|gelatin|heparin|insulin\b(?! (?:receptor|resist))|trypsin|albumin|antivenom|globulin|meat|stud(?:y|ies) (?:cited|above|mentioned)|homolog(?:ue)?s?\b|ortholog(?:ue)?s?\b|counterparts?\b|-?like\b|shaped|sign\b|eyes? (?:appearance|sign|inclusion|pattern)|appearance|pattern\b|deformity|syndrome\b)|[- ]anti-)/i

const beforeHuman = new RegExp(
  `(?:${[
    'models? (?:of|for)(?: the)?(?: corresponding)?',
    '(?:mimic\\w*|recapitulat\\w+|resembl\\w+|as in|like (?:that|those) (?:of|in)|unlike|reminiscent of|relevan\\w+ (?:to|for))(?: the| that of| those of)?',
    '(?:inject\\w+|inoculat\\w+|transplant\\w+|implant\\w+|engraft\\w+|infect\\w+|challeng\\w+|gavag\\w+|immuni[sz]ed|coloni[sz]ed|bearing|reconstituted|repopulated|perfused|incubated|exposed|superfused|coated)(?: \\w+)? (?:with|to)(?: an?| the)?',
    '(?:xenografts?|teratomas?|grafts?) (?:of|from)(?: an?| the)?',
    '(?:isolates?|strains?)(?: isolated| obtained)? (?:of|from)(?: an?| the)?',
    '(?:cultures?|virus|bacteria|colon(?:y|ies)|pellets?) (?:isolated|obtained|grown|taken) from(?: an?| the)?',
  ].join('|')}) ?(?:\\w+ )?$`,
  'i',
)
const afterHuman =
  /^['’]?s? (?:isolates?\b|strain\b|microbiota|(?:[\w+-]+ ){0,5}?(?:cells?|tissue|tumou?rs?|fragments?|islets?|skin) (?:were |was )?(?:implanted|injected|inoculated|transplanted|engrafted|grafted|xeno\w+)|(?:[\w-]+ )?transgen\w*)/i

/**
 * `a cattle dealer`, `dog groomers`: an animal, then somebody who deals with it. A list, since most
 * words of that ending are no people: `mouse progenitor`, `rat behavior`, `mouse founders`.
 */
const dealer =
  /^[- ](?:dealer|trader|seller|vendor|buyer|merchant|groomer|breeder|fancier|keeper|handler|trainer|walker|sitter|owner|lover|rescuer|herder|rancher|shearer|milker|skinner|trapper|catcher|hunter|butcher|slaughterer|farmer|rider|racer|jockey|groom|worker|importer|exporter|smuggler|poacher|inspector|collector|transporter|driver|whisperer|exhibitor|(?:herds|stock)man|herdsmen|stockmen|smith)s?\b/i

/** True when the word is followed by somebody: then a person of that trade is meant. */
export const namesTrade = (text: string, end: number): boolean =>
  dealer.test(text.slice(end, end + 32))

const given =
  'extracts?|oils?|powders?|decoctions?|juices?|polysaccharides?|polyphenols?|flavonoids?|constituents?|compounds?|nanoparticles?|infusions?|diets?|supplement\\w*|flour|bran|proteins?|allerg\\w+|lectins?|meals?|consumption|intake'
const givenAfter = new RegExp(`^(?:[- ][\\w.()-]+){0,3}?[- ](?:${given})\\b`, 'i')
const givenBefore = new RegExp(
  `\\b(?:${given}|ingest\\w+|eating|allerg\\w+|triggered) (?:of|from|by|to|with) (?:the )?(?:[\\w-]+ ){0,3}$`,
  'i',
)

/** True when a plant is what was fed, given or reacted to. */
export const plantIsGiven = (text: string, start: number, end: number): boolean =>
  givenAfter.test(text.slice(end, end + 64)) ||
  givenBefore.test(text.slice(Math.max(0, start - 64), start))

/** How much of a sentence is looked at on either side. */
const reach = 64

/**
 * Tissue that only proves that the method works: `rat kidney served as positive control`. The words
 * that follow decide; `mice as controls` are a group of the study.
 */
const controlAfter =
  /^['’]?s?(?: [\w-]+){0,3},? (?:(?:serv|act)(?:ed|es|ing)? as|(?:was|were|is|are)(?: used as)?|used as|as) (?:an? |the )?(?:(?:positive|negative|internal|external|staining|method) )+controls?\b/i
const controlBefore =
  /\b(?:positive|negative|staining|method) controls?(?: (?:was|were|is|are|of|from|tissue|sections?)|[,:(]){1,3} ?(?:an? |the )?(?:normal |healthy )?$/i

const isControl = (text: string, start: number, end: number): boolean =>
  controlAfter.test(text.slice(end, end + reach)) ||
  controlBefore.test(text.slice(Math.max(0, start - reach), start))

/** True when the animal at this place only passes by. */
export const animalPassesBy = (text: string, start: number, end: number): boolean =>
  isControl(text, start, end) ||
  beforeAnimal.test(text.slice(Math.max(0, start - reach), start)) ||
  afterAnimal.test(text.slice(end, end + reach))

/** True when the human word at this place is about a model, a graft, an isolate, a likeness. */
export const humanPassesBy = (text: string, start: number, end: number): boolean =>
  text.startsWith('-like', end) ||
  isControl(text, start, end) ||
  beforeHuman.test(text.slice(Math.max(0, start - reach), start)) ||
  afterHuman.test(text.slice(end, end + reach))
