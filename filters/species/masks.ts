import { hosts } from './lexicon/animals.ts'
import { likenesses, proverbs } from './lexicon/likenesses.ts'

/**
 * Words that look like an animal, a plant or a person and are not what lies on the slide: where an
 * antibody was raised, what a serum came from, what a gene or a disease is called, what a shape
 * resembles, what somebody was bitten by. Masked text keeps its length, so offsets stay true.
 */

const plantsAndAnimals =
  `${hosts}|insect|tick|flea|louse|spider|snake|bee|wasp|scorpion|butterfly|bat|owl|fox|wolf|lion|tiger|zebra|` +
  'elephant|whale|swan|crow|eagle|hare|worm|caterpillar|snail|turtle|lizard|frog|toad|parrot|pigeon|budgerigar|' +
  'ape|bull|buffalo|mole|shrimp|crab|lobster|oyster|clam|jellyfish|octopus|starfish|coral|hedgehog|squirrel|' +
  'raccoon|deer|bear|ox|calf|poultry|livestock|kitten|kittie|puppy|puppie|foal|cattle|rodent|hamster|gerbil|ferret|pet|animal|farm|wheat|rice|corn|soy|soybean|peanut|pea|bean|' +
  'potato|apple|onion|cherry|strawberry|mulberry|raspberry|grape|orange|lemon|plum|walnut|almond|olive|' +
  'cauliflower|mushroom|popcorn|pepper|coffee|cotton|leaf|millet|lentil|nutmeg|sago|coconut|cabbage|carrot'

const antibody =
  '(?:mono|poly)clonals?|mAbs?|pAbs?|Ig[GMAEY]\\d?[a-c]?|immunoglobulins?|antibod(?:y|ies)|antiser(?:um|a)|' +
  'isotypes?|secondary|primary (?:antibod|reagent)|F\\(ab|Fab\\b|anti[-– ]|α-?|biotin\\w*|conjugat\\w+|' +
  'EnVision|Alexa|Cy\\d|FITC|HRP|peroxidase|PAP\\b|gold\\b'
const protein =
  'serum|sera\\b|albumin|thyroglobulin|gamma[- ]?globulin|globulins?|trypsin|gelatin|thrombin|heparin|insulin|' +
  'collagen|pituitary extract|fibrinogen|pancreatin|pepsin|aprotinin|hyaluronidase|casein|milk|laminin|' +
  'fibronectin|anti-?venom|antitoxin|antithymocyte|ATG\\b|skin gelatin|tail collagen|tendon|pericardi\\w+ (?:patch|graft|valve)|' +
  'valve (?:prosthes|bioprosthes)\\w+|bioprosthes\\w+|dermis matrix|(?:acellular|dermal|collagen) (?:matrix|membrane)|' +
  'mesh|bone (?:substitute|mineral|graft)|ovalbumin|lysozyme|egg (?:white|yolk|albumin)|sperm DNA|sperm|' +
  'thymus DNA|liver oil|oil\\b|cartilage extract|lung surfactant|surfactant|intestinal (?:alkaline )?phosphatase|' +
  'reticulocyte lysate|red (?:blood )?cells|erythrocytes|germ agglutinin|agglutinin|lectin|lecithin|' +
  'submaxillary mucin|hemocyanin|haemocyanin|peroxidase|plasma amine|catalase|cytochrome c'

export const masks: RegExp[] = [
  // Antibodies: host before, host after, host in brackets.
  new RegExp(`\\b(?:${hosts})s?(?=[- /]+(?:\\w+[- ])?(?:${antibody}))`, 'gi'),
  new RegExp(`\\b(?:anti|α)[-–‐ ]*(?:${hosts})\\b[-\\w]*`, 'gi'),
  new RegExp(`\\b(?:${hosts})[-– ]+anti[-– ]*\\w+`, 'gi'),
  new RegExp(
    `(?:raised|made|generated|produced|developed|prepared|host(?:ed)?|clone \\w+) (?:in|from|of|:) (?:a |the )?(?:${hosts})s?\\b`,
    'gi',
  ),
  new RegExp(`\\banti[-–‐][\\w/-]+ \\((?:${hosts})\\b[^)]*\\)`, 'gi'),
  new RegExp(
    `(?:antibod(?:y|ies)|antiser(?:um|a)|monoclonal|polyclonal|Ig[GM]) \\((?:${hosts})\\b[^)]*\\)`,
    'gi',
  ),
  new RegExp(`\\b(?:mono|poly)clonal,? (?:${hosts})\\b`, 'gi'),
  new RegExp(
    `\\((?:${hosts})\\b(?<=(?:\\banti|antibod|globulin|serum|\\bIg[GM]|conjugate|secondary)[^.;]{0,60})[^)]*\\)`,
    'gi',
  ),
  new RegExp(`\\(?(?:${hosts})[;,]? (?:1 ?[:/] ?\\d+|dilut\\w+|clone)`, 'gi'),
  new RegExp(`using (?:a )?(?:${hosts}) (?:mono|poly)?clonal\\b`, 'gi'),
  // Sera, matrices, reagents, drugs, devices.
  /\b(?:f(?:o)?etal|newborn|new-born|normal|pre-?immune|non-?immune|blocking|heat-inactivated) (?:bovine|calf|horse|goat|donkey|sheep|rabbit|swine|pig|mouse|rat|guinea[- ]pig|chicken)(?: (?:serum|sera|IgG|plasma))?/gi,
  /\b(?:goat|donkey|horse|calf|bovine|sheep|ovine|swine|pig|porcine|rabbit|lamb|chicken|equine|human) (?:AB )?serum(?! (?:levels?|concentration|samples?|amyloid|creatinine|of))/gi,
  /\b(?:normal|non-?immune|pre-?immune) [\w -]{3,24} (?:serum|sera|IgG)\b(?= |\.|,|;|\))/gi,
  /\b\d+ ?% (?:\w+ )?(?:mouse|rat|goat|horse|human|rabbit|donkey) serum/gi,
  new RegExp(
    `\\b(?:bovine|calf|porcine|pig|swine|ovine|equine|horse|hog|hen|chicken|salmon|herring|cod|fish|shark|sheep|rabbit|goat|llama|camel|wheat|soybean|peanut|jack bean|corn|olive|castor|sesame|sunflower|cotton ?seed|horseradish|human|keyhole limpet|rat|mouse)['’]?s?[- ](?:\\w+ )?(?:${protein})`,
    'gi',
  ),
  /\b(?:rat|mouse|bovine|calf|pig|porcine|kangaroo)[- ]?(?:tail|tendon|skin)[- ](?:tendon[- ])?(?:type I )?(?:collagen|gelatin|derived)/gi,
  /\bEngelbreth[-– ]Holm[-– ]Swarm(?: \([^)]*\))?(?: \w+)?(?: sarcoma| tumou?r)?|\b(?:mouse|murine) (?:sarcoma|EHS)\b|\bEHS\b/gi,
  /\b(?:(?:irradiated|inactivated|mitomycin\w*|feeder\w*) )+(?:mouse|murine)?[ -]?(?:embryonic |embryo )?(?:fibroblasts?|MEFs?|feeders?|3T3)(?: feeders?)?|\b(?:mouse|murine|MEF|3T3)[\w -]{0,24}feeders?(?: layers?| cells?)?|feeders?(?: layers?| cells?)? of (?:mouse|murine)[\w ]{0,24}|lawn of[\w ]{0,40}fibroblasts/gi,
  /\bhorseradish\b|\bwheat germ\b|\bpeanut\b|\bUlex europaeus\b|\bDolichos biflorus\b|\bGriffonia\w* \w+|\bBandeiraea \w+|\bLycopersicon esculentum (?:lectin|agglutinin)|\b(?:tomato|potato|snowdrop|elderberry|castor bean) lectin|\bHelix pomatia\b|\bMaackia amurensis\b|\bSambucus nigra\b|\bArachis hypogaea agglutinin|\bLimulus\b|\bAequorea\b|\bfirefly (?:luciferase)?|\bcamel ?id\b/gi,
  /\bpolymerase\b|\bRenilla\b|\bGaussia\b|\bcoral (?:red|pink)|\bsea ?horse\b(?= (?:analy|assay|XF|extra|bio))/gi,
  /\b(?:bovine|porcine|equine|ovine)(?:[- ]derived)?(?: (?:bone|dermal|collagen|cancellous|pericardial))? xenografts?(?: (?:materials?|particles?|granules?|membranes?|valves?))?|\((?:bovine|porcine|equine)[^)]{0,20}xenografts?\)/gi,
  // Viruses, oncogenes, genes and proteins named after a creature.
  /\b(?:simian|murine|feline|bovine|avian|canine|porcine|mouse|rat|chicken|equine|ovine|human|monkey|baboon|primate) (?:\w+ ){0,2}?(?:virus(?:es)?\d*|oncogenes?|proto-oncogenes?|papilloma ?virus|herpes ?virus|adenovirus|cytomegalovirus|retrovirus|enterovirus|rhinovirus|coronavirus|parvovirus|polyomavirus|metapneumovirus|leuka?emia virus|sarcoma virus|influenza|flu|viral|homolog(?:ue)?s?|ortholog(?:ue)?s?|gene\b)/gi,
  /\b(?:Kirsten|Harvey) (?:murine |rat )?(?:sarcoma)?|\brat sarcoma\b|\b(?:mouse|murine) double[- ]minute\b|\bavian (?:myelocytomatosis|erythroblast\w+|sarcoma)|\bchicken ovalbumin upstream|\bmothers? against (?:decapentaplegic|DPP)|\bDrosophila (?:homolog\w*|mothers|gene)|\bhomolog(?:ue)?s? of (?:the )?(?:Drosophila|mouse|murine|yeast|rat|chicken|zebrafish|avian|viral|C\. elegans)|\((?:Drosophila|mouse|rat|yeast|human)\)/gi,
  /\b(?:sonic|indian|desert|Sonic|Indian|Desert) [Hh]edgehog\b|\b[Hh]edgehog(?=(?: [\w/-]+)? (?:signal\w*|pathway|ligand|target|inhib\w+|gene|protein|interact\w+|activ\w+))|\bHedgehog\b(?! (?:with|liver|lung|kidney|skin))|\bSHH\b|\bCAT\b|\bDOG-?1\b|\bFISH\b|\bRAT\b|\bPIG-?[A-Z]\b|\bSWAN\b|\bFOX[A-Z]\d*\b|\bfrizzled\b|\bpatched\b|\bWNT\b|\bfat mass\b|\bmouse over\b/g,
  // Human words on things that are not human tissue.
  /\b(?:expressing|carrying|bearing|mutant|encoding) human [\w-]+(?: [A-Z]\w+)?(?: (?:from|of) (?:the|a) (?:\w+ )?patients?)?|\bhumani[sz]ed\b(?![\w /.-]{0,14}\b(?:mice|mouse|rats?|animals?))/gi,
  /\bhuman[- ](?:specific|selective|reactive)(?: \w+)?|\bhuman (?:nuclei|nuclear (?:antigen|antibod\w+)|mitochondria\w*) (?:antigen|antibod\w+|marker)\b|\b(?:anti-?human|recombinant human|r?hr?(?:BMP|TNF|EGF)\w*)\b[\w -]{0,8}/gi,
  /\b[Hh]uman (?=(?:[A-Z]{2,}[\w-]*|[a-z]?[A-Z]\w*\d\w*|\w+ (?:trans)?gene|transgen\w+|amyloid precursor|tau\b|α-?synuclein|alpha-synuclein|apolipoprotein|ACE2|desmin|huntingtin|SOD1)\b(?!(?:[ ,/+-]+[\w+/-]+){0,3} (?:cells?|lines?|patients?|tissues?|tumou?rs?|samples?|brains?|lymphocytes|monocytes|neurons?)))/g,
  /\b(?:isolates?|strains?|virus(?:es)?|bacteri\w+) (?:of|from|obtained from|isolated from) (?:a |an |the )?(?:[\w-]+ )?(?:patients?|child(?:ren)?|schoolchild|infants?|m[ae]n|wom[ae]n|donors?|humans?)\b/gi,
  /\bStudent['’′´`]?s?['’′´`]?(?:[- ]t\b| t|['’′´`]s)|\bStudent\b(?= test)|\bStudent[-–— ]*t-?test|\bMann[-– ]Whitney|\bcal(?:f|ves)[- ](?:compression|circumference|girth|raises?|pump|sleeves?|strain|pain|swelling|stretch\w*|claudication|veins?|biops\w+)|\bcal(?:f|ves)\b(?=.{0,80}(?:soreness|muscle|quadriceps|\blegs?\b|ankle|thigh))|\bcal(?:f|ves)\b(?<=(?:soreness|quadriceps|thighs?|ankle|legs?).{0,60})|\bwhiskers?\b|\bhuman[- ](?:like|readable|made|induced)/gi,
  /\bhuman (?:serum albumin|chorionic gonadotropin|growth hormone|insulin|immunoglobulin|IgG|thrombin|plasma fibronectin|collagen|recombinant|pathogens?|disease|health|relevance|consumption|genome|use|isolates?|strains?)\b/gi,
  // Diseases, bites, exposure, allergy.
  /\bcat[-– ]?scratch\b|\bcat[- ]?eye\b|\bcri[- ]du[- ]chat\b|\b(?:swine|avian|bird|pig|equine)[- ](?:origin )?(?:flu|influenza)\b|\b(?:monkey|cow|horse|chicken|camel|sheep|goat|small|mouse)[- ]?pox\w*|\bmad cow\b|\b(?:rabbit|parrot|deer[- ]?fly|goat|rat-?bite|Q|Malta) fever\b|\brat[- ]bite\b|\b(?:pigeon|bird|budgerigar|duck|chicken|dove|poultry)[- ](?:breeders?|fanciers?|handlers?|keepers?)\b['’]?s?(?: lung| disease)?|\bfarmer['’]?s lung\b|\b(?:bovine|avian) (?:tuberculosis|tubercle|spongiform)\b|\bMycobacterium (?:bovis|avium)\b|\b(?:dog|pork|beef|fish|rat|dwarf) tapeworms?\b|\bhare-?lip\b|\bferret-like\b|\bfeline-type\b|\bcamel-hump\b|\bfoot and mouth\b|\bmouse-?tail\b|\bguinea worm\b/gi,
  new RegExp(
    `\\b(?:${plantsAndAnimals})s?['’]?s?(?=-bitten|[- ](?:bites?|stings?|scratch(?:es)?|fever|flu|pox|lice|louse|allerg\\w+|allergens?|dander|hair allergy|exposure|contact|owners?|handlers?|keepers?|farmers?|breeders?|fanciers?|trainers?|workers?|riders?|bite reactions?)\\b)`,
    'gi',
  ),
  new RegExp(
    `\\b(?:exposure to|contact with|bitten by|stung by|scratched by|kicked by|attacked by|allerg(?:y|ic) to|ingestion of|eating|fall from|consum\\w+ of|handling|(?<!-)owned|keeps?|kept|lives? with|tick from|transmitted by|riding) (?:a |an |the |his |her |raw |infected |stray |sick )?(?:\\w+ )?(?:${plantsAndAnimals})(?:e?s)?\\b`,
    'gi',
  ),
  // Figures of speech: shapes, signs, eponyms.
  new RegExp(
    `\\b(?:${plantsAndAnimals})s?['’]?s?[- ](?:like|shaped|sized|sign|appearance|pattern(?:ed)?|configuration|morphology|deformity|resembling|syndrome|man syndrome)(?![\\w-])`,
    'gi',
  ),
  /\b(?:owl|cat|fish|raccoon|panda|frog|almond|bird|bull|tiger|fly|eagle)['’]?s?[- ]eyes?(?:d)?\b(?! (?:of|from|section))|\b(?:swan|bull|goose|turkey|turtle)['’]?s?[- ]neck\b|\b(?:pigeon|bird|barrel|chicken) (?:chest|breast)\b(?! muscle)|\b(?:buffalo|camel|dowager)['’]?s?[- ]hump|\bgoose[- ](?:bumps?|flesh|skin)|\bchicken[- ](?:wire|fat clot|skin-like)|\b(?:whale|fish|swallow|rat|monkey|mouse|scotty dog|drumstick)['’]?s?[- ]tail (?:sign|deform\w+|stenosis|esophag\w+|tumou?r)|\b(?:elephant|crocodile|alligator|snake|fish|toad)[- ]skin(?:ned)? (?:appearance|change|like|disease)|\b(?:bird|parrot|eagle|hawk)['’]?s?[- ]beak|\b(?:cock|rooster)['’]?s?[- ]comb|\bhen['’]?s? (?:egg|foot|feet)\b|\bworm (?:bag|eaten)|\bwolf in\b|\b(?:snail|fish|codfish|lion|bear|duck|goose|crab|lobster|ape|bat|monkey|raccoon|moose|mickey mouse)['’]?s?[- ](?:track|vertebrae?|face|facies|claw|hand|foot|feet|ear|ears|wing|wings|paw|palm)\b (?:sign|appearance|deform\w+|like)|\bzebra (?:bod\w+|stripe\w*|line\w*)|\btiger(?:oid|[- ]strip\w+)|\btigroid|\b(?:lemon|plum|walnut|pea|bean|grape|apple|orange|cherry|potato|olive|egg)[- ]sized|\bcherry[- ]red|\bpotato tumou?r|\bcoffee[- ]ground|\bpopcorn (?:cell|calcif)\w*|\bcauliflower(?:-like)?|\begg[- ]shell calcif\w*|\bnutmeg liver|\bsago spleen|\bpeau d.orange|\bbread[- ]and[- ]butter|\bgrape-?(?:like|cluster)|\boat cell|\bcrab lou?ice|\bcrab lice|\bpubic lice|\bspindle\w*\b|\bgrain of (?:rice|wheat)|\bolive[- ]like|\bbamboo spine|\bcork-?screw|\bsandfly|\bkids? with (?:cancer|asthma)|\b(?:bovine|porcine|swine|pig|chicken|sheep|goat|beef|fish|duck) (?:meat|products?|milk|farm\w*|market|contact|insulin|brain extract)|\bpet (?:dog|cat|bird|rabbit|hamster|rat|turtle|iguana|owner)s?|\bhorse burial|\b(?:beside|near|next to|buried with) (?:a |the |his )?(?:horse|dog|cow|ox)\b/gi,
  /\bpia(?: mater)?\b|\bcambium layer|\b(?:tadpole|caterpillar|spider|snake|comet|owl|clue)\)? cells?\b|\bherring-?bone\b|\bcauda equina\b|\bpes anserinus\b|\bhippocamp\w+|\bhorse-?shoe\b|\belephantiasis\b|\bleonine\b|\bmoth-?eaten\b|\bbutterfly(?=(?: |-)(?:rash|glioma|vertebrae?|lesions?|pattern|distribution|eruption|erythema|tumou?r|needle|shap\w+))|\bspider (?:angioma|na?ev\w+|veins?|telang\w+)|\bcrow['’]?s feet|\bcanine (?:teeth|tooth|fossa|eminence|space|region)|\b(?:maxillary|mandibular|upper|lower|left|right|permanent|impacted) canines?\b|\bcatgut\b|\bbull['’]?s[- ]eye\b|\bbird['’]?s[- ](?:eye|nest|beak)\b|\bbat-?wing\b|\bdog[- ]?ears?\b|\bfish[- ]?(?:mouth|net|hook|bone|tail)\b|\bfish[- ]?scales?(?=[- ](?:like|gallbladder|appearance|pattern))|\bsheep-?dog\b|\bguinea[- ]pigs? of\b|\blupus\b|\bcamel hair\b|\bhydatid\w* moles?\b|\b(?:complete|partial|invasive|hydatidiform) moles?\b|\bmolar pregnanc\w+|\bcoffee[- ]bean\b|\brice bod(?:y|ies)\b|\bmulberry(?=[- ](?:cells?|calcul\w+|molars?|lesions?|like|appearance|tumou?rs?))|\bstrawberry(?=[- ](?:na?evus|na?evi|cervix|tongue|h(?:a?e)mangiomas?|gallbladder|gingiv\w+|gums?|marks?|skull|like|appearance|pattern))|\bcobblestone\b|\bsalt[- ]and[- ]pepper\b|\bonion[- ]skin\w*|\borange[- ](?:peel|brown|red|yellow)|\borange G\b|\bapple[- ]green\b|\bapple[- ]core\b|\bplant-?based diet\b|\bleaf-?like\b|\bmitral lea\w+|\baortic (?:valve )?leaflets?|\bvalve leaflets?|\bleaflets?\b|\bfrond-like\b|\bgerminal cent\w+|\btree-like\b|\bpalm\w*\b|\broot sheath\w*|\bhair roots?\b|\bnerve roots?\b|\bdental roots?|\bdorsal root\w*|\broot gangli\w+|\btooth roots?|\baortic root\b|\bsole\b|\bcanine parvo\w+ vaccine|\bheart bulb\b/gi,
  // Surnames and titles: a capital, then an initial, `et al` or a title before.
  /\b(?:Dr|Prof|Mr|Mrs|Ms)\.? [A-Z]\w+|\b[A-Z][a-z]+ et al\b|\b(?:Fox|Wolf|Bird|Hare|Lamb|Drake|Swan|Crane|Bull|Lyon|Finch|Sparrow|Crow|Hawk|Falcon|Salmon|Herring|Pike|Bass|Roach|Kidd|Buck|Marten|Beaver|Badger|Duck|Peacock|Nightingale|Woodcock|Partridge|Rice|Berry|Plum|Reed|Rose|Wood|Moss|Bush|Flower)\b(?=[-–’' ](?:Fordyce|syndrome|disease|sign|stain|classification|score|method|body|bodies|test|staging|grade|cell|cells|and|gene)| [A-Z])/g,
]

const allMasks = [...proverbs, ...masks, ...likenesses]

/** The text with every masked stretch blanked, same length. */
export const maskText = (text: string): string => {
  let masked = text
  for (const pattern of allMasks)
    masked = masked.replace(pattern, (found) => found.replace(/[^\s]/g, ' '))
  return masked
}
