/**
 * Animals and people who are in the sentence and not on the slide: compared with, bitten by, living
 * beside, source of a reagent. Told by the words around the find, so that it works for any name.
 */

const beforeAnimal = new RegExp(
  `(?:${[
    // compared with
    '(?:unlike|than|in contrast (?:to|with)|as opposed to|contrary to)(?: (?:those |that )?(?:in|of))?',
    '(?:as|previously|also) (?:described|reported|seen|shown|known|found|observed)(?: previously)? (?:in|for|from)',
    '(?:as|just as) in',
    '(?:known|extrapolated) from',
    '(?:resembl\\w+|reminiscent of|similar to|like|likened to|looks? like|called|termed|so-called|named after)',
    // met, touched, eaten, owned
    '(?:bitten|stung|scratched|kicked|licked|attacked|gored|butted|trampled) by',
    '(?:contact|exposure|exposed|allerg(?:y|ic)|sensiti[sz]\\w+|attributed) (?:with|to)(?: \\w+)?',
    '(?:infected|transmitted|acquired|caught|contracted|infection|psittacosis|ringworm|tick|fleas?) (?:by|from|off)',
    '(?:li(?:ves?|ving)|sle(?:eps?|pt)|works?|worked|working) (?:with|among|on an?|near)(?: \\w+)?',
    '(?:owner|owners|keeper|breeder|handler|rider|shearer|fancier|bred|breeds?|owns?|owned|keeps?|kept|raises|raised|handled|handling|feeds?|hunted|hunting|skinned|slaughtered|butcher\\w*|milked|riding) (?:of )?(?:\\w+ )?',
    '(?:f[ae]ll|fallen|thrown) (?:from|off)',
    '(?:ate|eaten|eating|ingest\\w+|consum\\w+|meals? of|meat (?:of|from)|milk (?:of|from)|undercooked|raw)',
    // reagents and devices
    '(?:antibod\\w+|antiser\\w+|serum|sera|ig[gmy]|trypsin|heparin|insulin|thrombin|collagen|gelatin|albumin|enzymes?|lectin|extract|venom|toxin|antivenom|globulin|matrix|matrigel|membrane|hydrogel|graft material|feeders?|peroxidase|surfactant|produced|raised|generated|made|derived|purified|isolated) (?:from|of|in)',
    '(?:implant\\w*|valve|mesh|patch|bioprosthes\\w+|scaffold|dressing) (?:of|from|with)',
    'anti-?',
  ].join(
    '|',
  )}) ?(?:an?|the|his|her|their|its|that of an?|some|stray|own)?(?: (?:pet|stray|own|family|neighbou?r's|wild|sick|infected|two|three|several|many|dead))? ?$`,
  'i',
)

const afterAnimal =
  /^['’]?s?(?:[- ](?:bites?|scratch(?:es)?|stings?|flu\b|influenza|pox|fever|farm(?:s|er|ers|ing)?\b|breeders?|fanciers?|owners?|handlers?|keepers?|trainers?|riders?|hunters?|market|hair allerg\w*|danders?|exposure|contact|droppings|f(?:a?e)ces|feed mill|ticks?\b|lice|louse|tapeworms?|flukes?|lungworms?|heartworms?|antiser\w+|antibod\w+|ig[gmy]\b|monoclonal|polyclonal|valves?\b(?! (?:leaflet|tissue|inter))|mesh|pericardi\w+ (?:patch|valve|graft)|collagen (?:matrix|membrane|sponge|i\b)|gelatin|heparin|insulin\b(?! (?:receptor|resist))|trypsin|albumin|antivenom|globulin|meat|stud(?:y|ies) (?:cited|above|mentioned)|-?like\b|shaped|sign\b|eyes? (?:appearance|sign|inclusion|pattern)|appearance|pattern\b|deformity|syndrome\b)|[- ]anti-)/i

const beforeHuman = new RegExp(
  `(?:${[
    'models? (?:of|for)(?: the)?(?: corresponding)?',
    '(?:mimic\\w*|recapitulat\\w+|resembl\\w+|similar to|as in|like|like (?:that|those) (?:of|in)|unlike|reminiscent of|than in|relevan\\w+ (?:to|for)|compared (?:to|with) published)(?: the| that of| those of)?',
    '(?:inject\\w+|inoculat\\w+|transplant\\w+|implant\\w+|engraft\\w+|infect\\w+|challeng\\w+|gavag\\w+|immuni[sz]ed|coloni[sz]ed|fed|given|bearing|reconstituted|repopulated)(?: \\w+)? (?:with|by|into)(?: an?| the)?',
    '(?:xenografts?|teratomas?|grafts?) (?:of|from)(?: an?| the)?',
    '(?:isolates?|strains?|cultures?|virus|bacteria|colon(?:y|ies)|pellets?|microbiota|f(?:a?e)ces|stool)(?: isolated| obtained| grown| taken)? (?:of|from)(?: an?| the)?',
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
