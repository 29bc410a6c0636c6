/**
 * Strains, breeds, genotypes and stages that name an animal without naming its species. Sources:
 * the public nomenclature rules for mouse and rat strains, zebrafish, fly and worm genetics, and the
 * breed lists of kennel, cattle and poultry associations.
 */

const mouseStrains =
  /\b(?:C57BL(?:\/?\d+\w*)?|C57(?=[ /])|BALB\/?c\w*|DBA\/\d\w*|C3H(?:\/\w+| mice)|FVB(?:\/\w+)?|129(?:S\d\w*|\/?[SO]v\w*|X1)|CD-?1 (?:mice|mouse|nude|pups?)|ICR(?: mice| mouse|(?=[ ,)]))|SJL(?:\/J)?|A\/J|AKR\/?J?|NZB|NZW|MRL\/\w+|BTBR|NOD(?:[./]\w+)+|NOD mice|NSG|NOG|Rag[12](?:[-−–]\/[-−–])?|SCID(?:[- ]beige)?|[Ss]cid|Swiss(?: albino| Webster)|Kunming|KM mice|db\/(?:db|\+|m)|ob\/(?:ob|\+)|nu\/nu|lpr\/lpr|mdx\b|5xFAD|3xTg(?:-AD)?|APP\/PS1|APPswe|Tg2576|R6\/[12]|rd1\b|rd10\b|Apc\s?[Mm]in|Ldlr|ApoE?(?=\s?[-−–]\/[-−–])|K5\.\w+|B6(?:[.;]\w+)+|B6 mice|F1 mice)/g
const ratStrains =
  /\b(?:Sprague[- ]Dawley|Wistar(?:[- ]Kyoto|[- ]Han|[- ]Furth)?|Long[- ]Evans|Lister[- ]hooded|Fischer[- ]?344|F344|Brown Norway|Lewis (?:rats?|recipients?|donors?|graft)|Dark Agouti|Zucker(?: fatty| diabetic)?|Goto[- ]Kakizaki|Dahl(?: salt)?[- ](?:salt[- ])?sensitive|ZDF|SHR(?:SP)?|WKY|Royal College of Surgeons|RCS rats?|Gunn rats?|ACI rats?|Donryu|OLETF|Watanabe|WHHL|Hartley|Golden Syrian|New Zealand [Ww]hite|Japanese [Ww]hite rabbits?)\b/g
const genotypes =
  /(?:\b[A-Z][a-z]{1,7}\d{0,3}[a-z]?\s?(?:[-−–+]\/[-−–+]|fl(?:ox)?\/(?:fl(?:ox)?|\+|[-−–])|f\/f|L\/L|Δ\/Δ|tm\d\w*)|(?:[-−–]\/[-−–]|\+\/[-−–]|[-−–]\/\+) (?:mice|mouse|animals|embryos|littermates|pups|females?|males?|hearts?|lungs?|livers?|kidneys?|brains?|testes|retinas?)|\b[\w-]{2,12}[-–: ]?Cre(?:ER\w*)?\b(?! ?atin)|\bflox(?:ed|\/flox)\b|\bLoxP\b|\bfl\/fl\b|\bhACE2\b(?= (?:mice|mouse|animal|transgen))|\bK18-hACE2\b|\bMMTV-\w+|(?:[Ll]oss|[Dd]eletion|[Aa]blation) of [A-Z][a-z]{1,6}\d{1,3}[a-z]?\b|\b[A-Z][a-z]{1,6}\d{1,3}[a-z]?[- ](?:deficien\w+|null|knock-?out|KO|floxed)|\bTRAMP\b(?= m)|\bPyMT\b|\bKPC\b(?= (?:mice|mouse|tumou?r|model|animal)))/g
const flyWormFish =
  /\b(?:Gal4|GAL4|UAS-\w+|w1118|w\[?1118\]?|y w;|elav-|Canton[- ]S|Oregon[- ]R|third[- ]instar|imaginal discs?|N2 (?:Bristol|worms|animals)|L[1-4] (?:larvae?|stage|worms|animals)|[a-z]{3,4}-\d+\([a-z]+\d+\)|\d+(?:\.\d+)?\s?[dh]pf\b|morpholinos?|morphants?|Tg\([^)]*\)|HH(?: stage \d{1,2}| ?\d{2})\b|Hamburger[- ]Hamilton|stage \d+ (?:embryos|tadpoles))/g
const stages =
  /\b(?:E\d{1,2}(?:\.(?:5|0|25|75))(?=[ ,;:).–-])|E\d{1,2}(?= (?:embryos?|mouse|brains?|hearts?|fetus|litter))|ED ?\d{1,2}(?:\.\d)?(?= (?:embryos?|chick|rat|mouse))|embryonic day \d+|\d+(?:\.\d+)? ?dpc\b|P\d{1,2}(?= (?:pups?|mice|mouse|rats?|retinas?|brains?|animals|cerebell))|postnatal day \d+|littermates?|pups?\b(?! tent)|weanlings?|neonatal litters?)/gi
const breeds =
  /\b(?:Holstein(?:[- ]Friesian)?|Friesian|Jersey (?:cow|calf|calves|heifer|bull|cattle)|Hereford|Aberdeen Angus|Angus (?:cattle|steers?|bulls?|calves|heifers?)|Charolais|Limousin(?= (?:cattle|bull|cow))|Simmental|Brahman|Nelore|Wagyu|Swaledale|Suffolk (?:ewe|sheep|ram|lamb)s?|Texel|Dorper|Merino|Awassi|Saanen|Boer goats?|Landrace(?= (?:pig|sow|x|×))|Duroc|Yorkshire (?:pig|terrier|swine)s?|Large White|Yucatan (?:mini|pig|swine)|G[oö]ttingen(?: minipigs?)?|Bama|Meishan|Thoroughbred|Arabian (?:horse|mare|stallion|foal)s?|Warmblood|Quarter Horse|Shetland pony|Leghorn|Cobb ?500|Ross ?308|Rhode Island Red|Labrador(?: [Rr]etriever)?|Golden [Rr]etriever|[Rr]etriever|German [Ss]hepherd|Rottweiler|Dachshund|Poodle|Beagle|Boxer(?= (?:dog|bitch|male|female|,|\.))|(?:neutered|spayed|castrated)(?: \w+)?(?: males?| females?)?|intact (?:males?|females?|bitch|dog)|Dobermann?|Great Dane|Schnauzer|Spaniel|Greyhound|Collie|Terrier|Bulldog|Mastiff|Husky|Shih[- ]?Tzu|Chihuahua|Pug (?:dog)?|Maltese (?:dog|terrier)|Bernese|Boston [Tt]errier|Domestic [Ss]hort-?[Hh]air|domestic (?:short|long|medium)-?hair(?:ed)?|Siamese(?! twin)|Persian cat|Maine Coon|Bengal cat|veterinary(?! surgeon)|pet owner|zoo\b|aquarium|kennel|livestock|poultry (?:house|flock)|flock|herd)\b/g

export const strainCues = [
  { kind: 'strain', weight: 3, pattern: mouseStrains },
  { kind: 'strain', weight: 3, pattern: ratStrains },
  { kind: 'genotype', weight: 2.6, pattern: genotypes },
  { kind: 'model organism', weight: 2.6, pattern: flyWormFish },
  { kind: 'stage', weight: 2.2, pattern: stages },
  { kind: 'breed', weight: 2.6, pattern: breeds },
] as const
