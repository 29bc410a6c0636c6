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
    // met, touched, eaten, owned
    '(?:bitten|stung|scratched|kicked|licked|attacked|gored|butted|trampled) by',
    '(?:contact|exposure|exposed|allerg(?:y|ic)) (?:with|to)(?: \\w+)?',
    '(?:transmitted|acquired|caught|contracted|psittacosis|ringworm) (?:by|from)',
    '(?:li(?:ves?|ving)|sle(?:eps?|pt)|works?|worked|working) (?:with|among|on an?|near)(?: \\w+)?',
    '(?:owner|owners|keeper|handler|rider|shearer|fancier|owns?|owned|keeps?|kept|hunted|hunting|skinned|butcher\\w*|milked|riding)(?: of)?',
    '(?:f[ae]ll|fallen|thrown) (?:from|off)',
    '(?:ate|eaten|eating|ingest\\w+|meals? of|meat (?:of|from)|undercooked|raw)',
    // reagents and devices
    '(?:antibod\\w+|antiser\\w+|raised|generated) (?:from|of|in)',
    '(?:collagen|elastin|fibronectin|laminin|matrix|albumin|trypsin|heparin|thrombin|gelatin|lectin|venom|antivenom|globulin|matrigel|peroxidase|surfactant) from',
    '(?:implant\\w*|mesh|patch|bioprosthes\\w+|scaffold|dressing) (?:of|from)',
  ].join('|')})(?: (?:an?|the|his|her|their|its|that of an?|some|stray|own)(?: [a-z-]+){0,2})? ?$`,
  'i',
)

const afterAnimal =
  /^['’]?s?(?:[- ](?:bites?|scratch(?:es)?|stings?|flu\b|influenza|pox|fever|farm(?:s|er|ers|ing)?\b|breeders?|fanciers?|owners?|handlers?|keepers?|trainers?|riders?|hunters?|market|hair allerg\w*|(?:spine )?injur\w*|spines?\b|granulomas?\b|envenom\w*|(?:\w+ )?(?:ingestion|consumption|poisoning)|danders?|exposure|contact|droppings|f(?:a?e)ces|feed mill|ticks?\b|lice|louse|tapeworms?|flukes?|lungworms?|heartworms?|antiser\w+|antibod\w+|ig[gmy]\b|monoclonal|polyclonal|valves?\b(?! (?:leaflet|tissue|inter))|mesh|pericardi\w+ (?:patch|valve|graft)|collagen (?:matrix|membrane|sponge|i\b)|gelatin|heparin|insulin\b(?! (?:receptor|resist))|trypsin|albumin|antivenom|globulin|meat|stud(?:y|ies) (?:cited|above|mentioned)|-?like\b|shaped|sign\b|eyes? (?:appearance|sign|inclusion|pattern)|appearance|pattern\b|deformity|syndrome\b)|[- ]anti-)/i

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

/** How much of a sentence is looked at on either side. */
const reach = 64

/** True when the animal at this place only passes by. */
export const animalPassesBy = (text: string, start: number, end: number): boolean =>
  beforeAnimal.test(text.slice(Math.max(0, start - reach), start)) ||
  afterAnimal.test(text.slice(end, end + reach))

/** True when the human word at this place is about a model, a graft, an isolate. */
export const humanPassesBy = (text: string, start: number, end: number): boolean =>
  beforeHuman.test(text.slice(Math.max(0, start - reach), start)) ||
  afterHuman.test(text.slice(end, end + reach))
