import { byFirstLetter } from '../../../pipeline/alternatives.ts'

/**
 * Masks for words that name no specimen and that are told by what stands beside them: viruses and genes
 * called after an animal, reagents of animal origin, tests and drugs, places, programs, signs.
 */
const beast =
  'mouse|mice|murine|rat|rats|rabbit|hamster|guinea[- ]pig|gerbil|ferret|cat|cats|feline|dog|dogs|canine|pig|pigs|porcine|swine|hog|cow|cows|bovine|cattle|calf|ox|beef|sheep|ovine|lamb|goat|caprine|horse|equine|donkey|camel|llama|alpaca|deer|monkey|simian|ape|primate|chicken|hen|chick|avian|bird|duck|goose|turkey|ostrich|pigeon|parrot|fish|cod|salmon|herring|shark|eel|carp|trout|frog|toad|snake|viper|cobra|turtle|crocodile|lizard|leech|snail|slug|worm|silkworm|bee|wasp|ant|spider|scorpion|tick|mite|flea|crab|shrimp|lobster|oyster|mussel|squid|jellyfish|coral|sponge|sea urchin|bat|rodent|animal|whale|seal|elephant|lion|tiger|bear|wolf|fox|kangaroo|mink|rhesus|macaque'
const animals = byFirstLetter(beast)
/** Those that people keep, hunt and eat, and seldom laboratories: what was done with a rat was done to it. */
const tame = beast
  .split('|')
  .filter(
    (name) =>
      !/^(?:mouse|mice|murine|rats?|rabbit|hamster|guinea|gerbil|ferret|monkey|simian|ape|primate|rodent|animal|rhesus|macaque|frog|toad|worm|bovine|porcine|ovine|caprine|equine|canine|feline|avian)/.test(
        name,
      ),
  )
  .join('|')
/** What firms make of animals, and what surgeons and physicians use. */
const made =
  'chondroitin(?:[- ]\\w+)*|cartilage (?:powder|extract|matrix)|hyaluron\\w+|elastin|keratin (?:gel|powder)|chitosan|squalene|silk|fibroin|sericin|glue|sealant|propolis|royal jelly|honey|wax|lanolin|tallow|lard|suet|fat emulsion|bile (?:extract|salts?)|brain (?:extract|lipid)|liver (?:extract|powder)|thyroid (?:extract|powder)|desiccated thyroid|placenta extract|(?:conjugated )?(?:o?estrogens?)|antithymocyte globulin|ATG|ALG|antilymphocyte|antivenin|antivenoms?|antitoxins?|Fab fragments?|digoxin-specific|factor VIII|coagulation factor|pancrelipase|pancreatin|lipase|trypsin|pepsin|rennet|catalase|DNase|RNase|ribonuclease|deoxyribonuclease|hyaluronidase|plasminogen|plasmin|fibrin|fibrinogen|thrombin|prothrombin|aprotinin|heparin|protamine|hirudin|insulin|glucagon|calcitonin|gonadotropin|oxytocin|vasopressin|relaxin|surfactant|poractant|beractant|lung surfactant|gelatine?|collagens?|matrix|pericardi(?:um|al)|valves?|bioprosthes\\w+|xenografts?|bone (?:mineral|graft|substitute|chips|block|powder|matrix)|hydroxyapatite|dermis|dermal matrix|submucosa|SIS|intestinal submucosa|amnion|tendon|catgut|gut sutures?|sutures?|mesh|mucin|lecithin|albumin|serum|sera|plasma|globulin|immunoglobulin|IgG|IgY|erythrocytes?|red (?:blood )?cells|RBCs?|(?:agar )?blood agar|embryo extract|brain[- ]heart infusion|peptone|casein|caseinate|lactoferrin|lactalbumin|milk|whey|egg|cartilage|oil'
const tests =
  'egg (?:penetration|test)|zona(?:-free)? (?:egg|oocyte)? ?(?:test|assay|penetration)|ovum|oocyte penetration|inoculation (?:test|assay)|bioassay|ileal loop|footpad (?:test|assay)|neutrali[sz]ation (?:test|assay)|lethality (?:test|assay)|kidney (?:sections?|slides?) (?:as |for )?(?:substrate|indirect)|(?:liver|kidney|stomach|oesophagus|esophagus|tongue|cerebellum|brain|bladder)[ /](?:[\\w/]+ )?(?:sections? )?(?:as )?(?:substrates?)|triple tissue|composite block|units?(?= (?:of|per|\\/))|protein assay|sperm test'
const viral =
  '(?:[- ](?:origin(?:ated)?|borne|adapted|type|lineage|like))?(?: [A-Z][\\w()/-]*| A| H\\dN\\d| immunodeficiency| leuk(?:a?)emia| sarcoma| mammary tumou?r| hepatitis| distemper| parvo| corona| papilloma| herpes| adeno| cyto\\w+| encephal\\w+| foamy| polyoma| circo| calici| influenza| reovirus| bursal| stomatitis| parainfluenza| respiratory| syncytial| diarrh\\w+| T-?(?:cell|lymphotropic)){0,4}(?: (?:[Ii]nfluenza|[Ff]lu|[Vv]irus(?:es)?|[Pp]rions?|viral|SIV|variant CJD|pox))\\b'
const words =
  'tooth|teeth|incisors?|premolars?|molars?|orthodon\\w+|impacted|dental|enamel|odontogenic'
const places =
  'Isle|Island|Islands|Bay|Cape|Lake|Mount|Mountain|River|Port|Valley|Hill|Rock|Point|Creek|House|Street|Road|Lane|Farm|Park|Inn|Castle|Court|Gate|Bridge|Cross|Head|Pass|Falls|Springs|Ridge|Canyon|Butte|Plains|City|County'
const beastNamed =
  '(?:[A-Z][a-z]+ )?(?:Fox|Wolf|Bear|Elk|Deer|Moose|Buffalo|Bull|Cow|Calf|Horse|Goat|Sheep|Lamb|Hog|Pig|Dog|Dogs|Cat|Cats|Rat|Hare|Rabbit|Beaver|Otter|Badger|Swan|Goose|Duck|Turkey|Eagle|Hawk|Falcon|Crow|Raven|Crane|Pigeon|Salmon|Trout|Bass|Pike|Whale|Seal|Shark|Snake|Lizard|Turtle|Frog|Camel|Lion|Tiger|Leopard|Panther|Elephant|Monkey|Ape|Bee|Spider|Butterfly)'

/** Proverbs: whole, before any word of theirs is masked. */
export const proverbs: RegExp[] = [
  /\b(?:wol(?:f|ves) in sheep['’]?s clothing|zebras? among(?:st)? (?:the )?horses|hoof ?beats[^.;]{0,30}zebras?|horses,? not zebras?|zebras?,? not (?:a )?horses?|elephants? in the room|white elephant|elephant[- ]trunk|human guinea[- ]pigs?|guinea[- ]pigs? (?:in|of|for) (?:their|his|her|own|our|the) own|black swans?|ugly duckling|canar(?:y|ies) in (?:a|the) (?:coal ?)?mine|dark horse|work ?horse|lion['’]?s share|trojan horse|red herring|scape ?goats?|bull in a|birds of a feather|cat[- ]and[- ]mouse|rat race|wild goose|mother hen|chicken[- ](?:and|or)[- ](?:the )?egg|cash cows?|sacred cows?|sleeping dogs?|(?:wag\w*|wags) the dog|leopard[^.;]{0,20} its spots|sheep from (?:the )?goats|snake in the grass|can of worms|snail['’]?s pace|swan ?song|bee ?line|bird['’]?s[- ]eye|beast of burden|lone wolf|cry(?:ing)? wolf|copy ?cats?|black sheep|fish out of water|killing two birds|two birds)\b/gi,
]

export const likenesses: RegExp[] = [
  new RegExp(`\\b${animals}['’]?s?${viral}`, 'gi'),
  new RegExp(
    `\\b${animals}['’]?s?[- ](?:derived[- ])?(?:(?!kidney|heart|liver|lung|islet|skin|cornea)[a-z-]+ )?(?:${made})(?![\\w-])(?! (?:levels?|concentrations?|of (?:treated|control)|homeostasis|tissue|sections?|was|were|is|are))(?=[ ,:;.)/]|$)`,
    'gi',
  ),
  new RegExp(`\\b${animals}['’]?s?[- ](?:${tests})`, 'gi'),
  // Host of an antibody in brackets with its colour, dilution or maker: `IBA1 (rabbit, red)`.
  /(?<=[\w)] )\((?:rabbit|mouse|goat|rat|sheep|chicken|guinea[- ]pig|donkey|hamster|horse)(?: (?:mono|poly)clonal| IgG\d?| mAb| pAb)?[,;:/] ?(?:1 ?[:/] ?\d+|(?:dark |light )?(?:red|green|blue|cyan|magenta|yellow|white|gr[ae]y|brown|purple|orange)|clone|[A-Z][A-Za-z]+|\d+ ?[µμu]g|dilut\w+|no\.|cat)[^)]*\)/g,
  /\b(?:goat|rabbit|mouse|donkey|sheep|chicken|rat) (?:and|or|&|\/) (?:goat|rabbit|mouse|donkey|sheep|chicken|rat) (?:anti|mono|poly|primar|second|antibod|Ig)\w*/gi,
  /\bantibod(?:y|ies)[^.;]{0,40}\b(?:raised|directed|made|generated|produced) (?:against|to|in|towards)(?: the| an?)? (?:human|mouse|rat|rabbit|bovine|porcine|chicken|goat|sheep)(?: \w+)?/gi,
  /\b(?:anti[- ]?|α-?)(?:human|mouse|rat|rabbit|goat|sheep|donkey|pig|swine|bovine|horse|chicken|guinea[- ]pig|hamster|dog|cat|monkey)\b/gi,
  // Genes and proteins of one kind expressed in another.
  /\b[Hh]uman[- ](?=[\w.-]+(?:[- ][A-Z0-9][\w.-]*)?[- ](?:mRNA|cDNA|e?GFP|EGFP|mCherry|YFP|protein|transgene|orthologue|homologue|ortholog|homolog|construct|plasmid|promoter|allele|minigene|BAC|locus|sequence|isoform|cassette)s?\b)(?:[\w.-]+)/g,
  /\b[Hh]uman(?= (?!skin|brain|donor|tumou?r|vein|origin|margin|chin|groin)[a-z]+(?:in|ase|gen|kine|ein|globin|receptor)(?:-\w+)*[ ,.)])(?<=(?:express\w*|encod\w+|transfect\w+(?: with)?|recombinant|carrying|producing|secret\w+|knock-?in|treated with|addition of) [Hh]uman)/g,
  // Teeth, cotton wool, dogs of a place, snakes of a program.
  new RegExp(`\\bcanines?\\b(?=[^.]{0,80}\\b(?:${words})\\b)`, 'gi'),
  new RegExp(`\\bcanines?\\b(?<=\\b(?:${words})\\b[^.]{0,80})`, 'gi'),
  /["“'‘]canine["”'’]/gi,
  /\bcotton[- ]?wool\b|\b(?:steel|glass|wire|mineral|rock) wool\b|\bwool[- ]?sorter\w*(?:['’]s?)? ?(?:disease|lung)?|\bwoolly\b/gi,
  new RegExp(`\\b(?:${places}) of (?:the )?(?:[A-Z][a-z]+)\\b`, 'g'),
  new RegExp(
    `\\b${beastNamed}(?:['’]s)? (?:${places}|Chase|Hospital|Clinic|Institute|University|College|Foundation|Trust|Medical|Cancer|Centre|Center|Laborator\\w+|Bio\\w+|Scientific|Inc|Ltd|GmbH)\\b`,
    'g',
  ),
  /\bPython(?= ?(?:\d|script|code|package|librar|environment|version|program|using|and R|with|[.,;)]))|\b(?:in|with|using|by|from|a|the) Python\b|\b(?:Anaconda|Jupyter|Panda|Pandas|Camelyon|Cellpose|Zebra|Jaguar|Puma|Leopard|Tiger|Lynx|Falcon|Owl|Hawk|Eagle|Dolphin|Octopus|Squid|Bison|Kangaroo|Elephant|Lion)(?= ?(?:\d+|GT\d|[A-Z]{2,}\d*|v\d|\(?(?:software|scanner|script|version|toolkit|algorithm|microscope|camera|system|platform|pipeline|server|model|network|dataset|challenge)))/g,
  // Signs, stripes and shapes.
  /\b(?:zebra|tiger|leopard|giraffe|panther|cheetah)[- ](?:stripe\w*|skin|spots?|line\w*|bod(?:y|ies)|print)\b|["“'‘](?:[a-z-]+ ){0,2}(?:cat|dog|fish|bird|owl|frog|snake|worm|crab|spider|zebra|tiger|lion|bear|mouse|rat|rabbit|camel|elephant|swan|duck|goose|horse|bull|ox|turtle|whale|butterfly|bat|mole|monkey|fox|wolf)[- ]?[a-z -]{0,20}["”'’]/gi,
  /\b(?:monkey|ape|parrot|lion|wolf|lobster|crab|chicken|duck|fish|frog|elephant|bird|cat|swan|goose|turtle|snake|crocodile|toad|bull|ox|camel|horse|hare|rabbit|rat|mouse|dog|sheep|pig|goat|cow|bear|bee|wasp|spider|butterfly|snail|worm|oyster|octopus|whale|shark)['’]?s?[- ](?:face|facies|foot|hand|hands|claw|nose|tongue|lips?|mouth|teeth|mane|hump|jaw|beak|crest|comb|paw|palate|throat|voice|gait|spur|stool|belly|hide|nest|web|wing|shell|track|trail)\b(?! (?:of|from|in) (?:an?|the) (?:dog|cat|mouse|rat|animal))(?<= [a-z]+[- ][a-z]+)(?=[ -](?:deformit|sign|appear|like|pattern|syndrome|facies|in a (?:\d|man|woman|boy|girl|patient|child|infant)|of a (?:\d|man|woman|boy|girl|patient|child|infant)))/gi,
  // Foods, stings and pets by what was done with them.
  new RegExp(
    `\\b(?:swallow\\w+|impacted|ingest\\w+|aspirat\\w+|chok\\w+ on|removed|extracted|lodged|retained)[\\w ]{0,20} (?:${beast})['’]?s?[- ]?(?:bones?|spines?|scales?|hair|shell|claw|tooth|stinger)`,
    'gi',
  ),
  new RegExp(
    `\\b(?:bottle-feeding|nursing|assisting|dehorning|walking|washing|bathing|shooting|catching|carving|deboning|filleting|cooking|gutting|plucking|stroking|kissing|stuffing) (?:out )?(?:of )?(?:an? |the |his |her |sick |some |wild |dead |orphan(?:ed)? )*(?:${tame})(?:s|es)?\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:(?:his|her|family|household|neighbou?r['’]?s|uncle['’]?s|friend['’]?s|employer['’]?s) (?:[a-z]+ )?)(?:${tame})(?:s|es)?\\b`,
    'gi',
  ),
]
