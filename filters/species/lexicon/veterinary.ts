/**
 * Diseases of animals that bear no animal's name, and words of their clinics and farms. Sources: the
 * list of terrestrial and aquatic animal diseases of the World Organisation for Animal Health, and
 * chapter headings of general veterinary pathology. Zoonoses named after their host are left out, and so is what
 * pathologists of people say too (`sarcoid`, `hepatoid`, `pinna`, `cloaca`).
 */
const diseases =
  "scrapie(?! isoform)|Johne(?:['’]s)?|paratuberculosis|Marek(?:['’]s)?|Gumboro|infectious bursal disease|Newcastle disease|distemper|strangles|glanders|" +
  'laminitis|navicular|myxomatosis|bluetongue|lumpy skin|rinderpest|peste des petits|foot[- ]and[- ]mouth disease|vesicular stomatitis|' +
  'blackleg|pulpy kidney|contagious pleuropneumonia|heartwater|theileriosis|nagana|surra|dourine|African horse sickness|PRRS\\w*|' +
  'porcine circovirus|PCV-?2|erysipelas in pigs|BVDV?|IBR\\b|ma(?:e)di-?visna|ja(?:a)gsiekte|Aleutian disease|parvoviral enteritis|' +
  'panleuk(?:o)?penia|FIP\\b|FIV\\b|FeLV|kennel cough|infectious peritonitis|transmissible venereal|CTVT|devil facial tumou?r|chytridiomycosis|' +
  'white[- ]spot (?:disease|syndrome)|viral h(?:a?e)morrhagic septic(?:a?e)mia|infectious salmon an(?:a?e)mia|pancreas disease of|' +
  'psittacine beak|avian pox|coccidiosis|blackhead|histomon\\w+|spavin|mulesing|sweet itch|equine sarcoids?|melanosis of grey|' +
  'proud flesh|hardware disease|white muscle disease|swayback|milk fever|grass sickness|wobbler|PSSM\\b|' +
  'equine (?:laminitis|influenza|recurrent uveitis|herpes\\w*|metritis)|chronic wasting disease|CWD\\b|BSE\\b|pregnancy tox(?:a?e)mia'
const clinics =
  'small[- ]animal (?:hospital|clinic|practice|internal)|animal hospitals?|equine (?:hospital|clinic)|veterinar(?:y|ies)|DVM\\b|abattoirs?|slaughter-?houses?|' +
  'slaughter(?:ed)?|poultry (?:house|flock)|feedlots?|stables?(?= mate)|stud farms?|pens? \\d|calving|lambing|farrowing|foaling|whelping|' +
  'kidding|lactating (?:dams?|sows?)|dams?\\b(?= (?:and|were|was|with|of))|sire[ds]?\\b|geldings?|hoof|hooves|withers|fetlocks?|pasterns?|stifles?|' +
  'third eyelid|nictitating membrane|tapetum|rumen\\w*|reticulum and omasum|precrural lymph|prescapular|prefemoral|retropharyngeal (?:lymph )?node of|' +
  'dewlap|dew ?claws?|perianal gland tumou?r|hepatoid glands?|anal sacs?|os penis|baculum'

export const veterinaryCues = [
  {
    kind: 'animal disease',
    weight: 2.2,
    pattern: new RegExp(`(?<![\\w-])(?:${diseases})(?![\\w-])`, 'gi'),
  },
  {
    kind: 'animal clinic',
    weight: 2.6,
    pattern: new RegExp(
      `(?<![\\w-])(?:${clinics})(?![\\w-])(?! (?:surgeon|student|nurse|technician|worker|assistant))`,
      'gi',
    ),
  },
] as const
