/**
 * Strains, breeds, genotypes and stages that name an animal without naming its species. Sources:
 * the public nomenclature rules for mouse and rat strains, zebrafish, fly and worm genetics, and the
 * breed lists of kennel, cattle and poultry associations.
 */

const mouseStrains =
  /\b(?:C57BL(?:\/?\d+\w*)?|C57(?=[ /])|BALB\/?c\w*|DBA\/\d\w*|C3H(?:\/\w+| mice)|FVB(?:\/\w+)?|129(?:S\d\w*|\/?[SO]v\w*|X1)|CD-?1 (?:mice|mouse|nude|pups?)|ICR(?: mice| mouse|(?=[ ,)]))|SJL(?:\/J)?|A\/J|AKR\/?J?|NZB|NZW|MRL\/\w+|BTBR|NOD(?:[./]\w+)+|NOD mice|NSG|NOG|Rag[12](?:[-−–]\/[-−–])?|SCID(?:[- ]beige)?|[Ss]cid|Swiss(?: albino| Webster)|Kunming|KM mice|db\/(?:db|\+|m)|ob\/(?:ob|\+)|nu\/nu|lpr\/lpr|mdx\b|5[xX]FAD|TgCRND8|3xTg(?:-AD)?|APP\/PS1|APPswe|Tg2576|R6\/[12]|rd1\b|rd10\b|Apc\s?[Mm]in|Ldlr|ApoE?(?=\s?[-−–]\/[-−–])|K5\.\w+|B6(?:[.;]\w+)+|B6 mice|F1 mice)/g
const ratStrains =
  /\b(?:Sprague[- ]Dawley|Wistar(?:[- ]Kyoto|[- ]Han|[- ]Furth)?|Long[- ]Evans|Lister[- ]hooded|Fischer[- ]?344|F344|Brown Norway|Lewis (?:rats?|recipients?|donors?|graft)|Dark Agouti|Zucker(?: fatty| diabetic)?|Goto[- ]Kakizaki|Dahl(?: salt)?[- ](?:salt[- ])?sensitive|ZDF|SHR(?:SP)?|WKY|Royal College of Surgeons|RCS rats?|Gunn rats?|ACI rats?|Donryu|OLETF|Watanabe|WHHL|Hartley|Golden Syrian|New Zealand [Ww]hite|Japanese [Ww]hite rabbits?)s?\b/g
const genotypes =
  /(?:\b[A-Z][a-z]{1,7}\d{0,3}[a-z]?\s?(?:[-−–+]\/[-−–+]|fl(?:ox)?\/(?:fl(?:ox)?|\+|[-−–])|f\/f|L\/L|Δ\/Δ|tm\d\w*)|(?:[-−–]\/[-−–]|\+\/[-−–]|[-−–]\/\+) (?:mice|mouse|animals|embryos|littermates|pups|females?|males?|hearts?|lungs?|livers?|kidneys?|brains?|testes|retinas?)|\b[\w-]{2,12}[-–: ]?Cre(?:ER\w*)?\b(?! ?atin)|\bflox(?:ed|\/flox)\b|\bLoxP\b|\bfl\/fl\b|\bhACE2\b(?= (?:mice|mouse|animal|transgen))|\bK18-hACE2\b|\bMMTV-\w+|(?:[Ll]oss|[Dd]eletion|[Aa]blation) of [A-Z][a-z]{1,6}\d{1,3}[a-z]?\b|\b[A-Z][a-z]{1,6}\d{1,3}[a-z]{0,3}[- ](?:deficien\w+|null|knock-?out|KO|floxed)|\bTRAMP\b(?= m)|\bPyMT\b|\bKPC\b(?= (?:mice|mouse|tumou?r|model|animal)))/g
/**
 * Strains by the form of their names: a strain, a stroke and the code of the laboratory that breeds it
 * (`WAG/Rij`, `NOD/ShiLtJ`), or the breeder's code, a colon and a stock (`Crl:CD(SD)`).
 */
const strainForms =
  /(?<![\w/-])(?:[A-Z][A-Za-z0-9]{1,7}\/(?:\d?[A-Z]{0,2}(?:J|N|Crl|Hsd|Jcl|Tac|Ola|Rij|Ztm|Seg|Slc|Kist|Cub|Mol|Bom|Ico|SsN|He[NJ]?|Shi|Lt|By|Ei|Sv|Ss|Mcw|Kyo|Nctr|Ibcm|Orl|Rj)[A-Z]?[a-z]{0,4}[JN]?)(?![\w/])|(?:Crl|Hsd|HsdHan|Rj|RjHan|RjOrl|Tac|NTac|BomTac|Slc|Jcl|Kwl|Mol):[A-Z][\w()]*|SKH-?[12](?:[- ]hr1)?|CD-?1(?=[,;] |[®™]? (?:stud|males?|females?|albino|outbred|dams?))|\d+[- ]?(?:week|month|day)s?[- ]old (?:[a-z]+ ){0,2}(?:SD|WKY|SHR|LE|BN|DA|F344|LEW|B6|ICR|CD-?1|NMRI|OF-?1|CF-?1|ddY|C57|FVB|SJL|DBA|AKR|A\/J|NSG|NOD|GK|ZDF|OLETF|BB)\b|Munich[- ]Wistar|Cotton rats?|NMRI|ddY\b)/g
/** A gene written as for mice, with what was done to it. */
const handledGenes =
  /\b(?!Iron|Zinc|Acid|Non|Pre|Anti|Self|Well|Low)[A-Z][a-z]{1,3}-(?:null|deficient|knock-?outs?|floxed)\b|\b[A-Z][a-z]{1,6}\d{1,3}[a-z]{0,3}\d?(?:[- ](?:deletion|cKO|conditional|ablation|inactivation|mutants?|mutation|heterozyg\w+|homozyg\w+|hypomorph\w*|reporter|transgen\w*|e?GFP|EGFP|tdTomato|LacZ|lacZ|CreER\w*|overexpress\w+|loss))\b|\btransgenes?\b|\b[Ll]oss of [A-Z][a-z]{1,6}\d{1,3}[a-z]?\b|(?<![\w-])(?!kit|mir|let|cyt|day|til|low|mid|per|non|pre|top|arm|her|set)(?:[a-z]{3}-\d{1,3})\b(?= (?:mutants?|worms?|animals?|adults?|hermaphrodites?|background))|\b(?:egg chambers?|ovarioles?|hermaphrodites?|neuromasts?|lateral line|blastema|tadpoles?|nauplii|veligers?|somites?|flat-?mounted larva\w*|notochord|optic vesicle|limb buds?|apical ectodermal ridge|neural tube|otic vesicle|tailbud|worms at)\b/g
/** Ages that only animals of experiments and farms are given in, and breeds told by an age before (`2-year-old Ayrshire`). */
const ages =
  /\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve)(?:[-–]\d+)?[- ]?(?:weeks?|wks?)[- ](?:old|of age)\b(?! (?:\w+ )?(?:infant|boy|girl|baby|child|neonate|newborn|son|daughter|f(?:o?e)tus|human))|\bat \d+(?:[-–]\d+)? (?:weeks?|months?)(?: of age)?(?=[ ,.;)]|$)(?! (?:after|post|follow|of (?:gestation|treatment|therapy)))(?<=of age)|\b\d+[- ]week (?:study|toxicity|feeding|inhalation|bioassay)|\bP(?:ND|N)? ?\d{1,2}\b(?= (?:in|of) (?:the )?(?:\w+ )?(?:mutants?|controls?|wild))|\b(?:at|on|by) P\d{1,2}\b(?= ?[,.;)]| in\b)/g
const agedBreeds =
  /\b(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)[- ](?:years?|yrs?|months?|weeks?|days?)[- ]olds?,? (?:(?:intact|neutered|spayed|castrated|lactating) (?:(?:fe)?male )?)?(?!(?:Patient|Woman|Man|Male|Female|Lady|Gentleman|Boy|Girl|Infant|Child|Adult|Donor|Smoker|Caucasian|Hispanic|Asian|Black|White|Jew|Jewish|Arab|Latin\w*|Hmong|M[aā]ori|Han|Thai|Greek|Swiss|Dutch|French|Filipin\w+|Tamil|Bantu|Kurd|Turk|Czech|Hutterite|Amish|Inuit|Aboriginal|Native|Roma|Sikh|Muslim|Hindu|HIV|BRCA|Type|Down|[A-Z][a-z]*(?:ese|ian|ish|an|i|ean|ine)\b|[A-Z]{2,}|[A-Z]\d))[A-Z][a-z]{3,}(?:[- ][A-Z]?[a-z]+)?(?! (?:man|woman|male|patient|boy|girl))/g

const flyWormFish =
  /\b(?:Gal4|GAL4|UAS-\w+|w1118|w\[?1118\]?|y w;|elav-|Canton[- ]S|Oregon[- ]R|third[- ]instar|imaginal discs?|N2 (?:Bristol|worms|animals)|L[1-4] (?:larvae?|stage|worms|animals)|[a-z]{3,4}-\d+\([a-z]+\d+\)|\d+(?:\.\d+)?\s?[dh]pf\b|morpholinos?|morphants?|Tg\([^)]*\)|HH(?: stage \d{1,2}| ?\d{2})\b|Hamburger[- ]Hamilton|stage \d+ (?:embryos|tadpoles))/g
const stages =
  /\b(?:E\d{1,2}(?:\.(?:5|0|25|75))(?=[ ,;:).–-])|E\d{1,2}(?= (?:embryos?|mouse|brains?|hearts?|fetus|litter))|ED ?\d{1,2}(?:\.\d)?(?= (?:embryos?|chick|rat|mouse))|embryonic day \d+|\d+(?:\.\d+)? ?dpc\b|P\d{1,2}(?= (?:pups?|mice|mouse|rats?|retinas?|brains?|animals|cerebell))|postnatal day \d+|littermates?|pups?\b(?! tent)|weanlings?|neonatal litters?)/gi
const breeds =
  /\b(?:Holstein(?:[- ]Friesian)?|Friesian|Jersey (?:cow|calf|calves|heifer|bull|cattle)|Hereford|Aberdeen Angus|Angus (?:cattle|steers?|bulls?|calves|heifers?)|Charolais|Limousin(?= (?:cattle|bull|cow))|Simmental|Brahman|Nelore|Wagyu|Swaledale|Suffolk (?:ewe|sheep|ram|lamb)s?|Texel|Dorper|Merino|Awassi|Saanen|Boer goats?|Landrace(?= (?:pig|sow|x|×))|Duroc|Yorkshire (?:pig|terrier|swine)s?|Large White|Yucatan (?:mini|pig|swine)|G[oö]ttingen(?: minipigs?)?|Bama|Meishan|Thoroughbred|Arabian (?:horse|mare|stallion|foal)s?|Warmblood|Quarter Horse|Shetland pony|Leghorn|Cobb ?500|Ross ?308|Rhode Island Red|Labrador(?: [Rr]etriever)?|Golden [Rr]etriever|[Rr]etriever|German [Ss]hepherd|Rottweiler|Dachshund|Poodle|Beagle|Boxer(?= (?:dog|bitch|male|female|,|\.))|(?:neutered|spayed|castrated)(?: \w+)?(?: males?| females?)?|intact (?:males?|females?|bitch|dog)|Dobermann?|Great Dane|Schnauzer|Spaniel|Connemara|Piedmontese|Belgian Blue|Ile[- ]de[- ]France|Romney|Lacaune|Karakul|Corriedale|Rambouillet|Santa In[eê]s|Alpine goats?|Toggenburg|Nubian|Angora|Hampshire (?:pig|sow|sheep)s?|Pietrain|Pi[eé]train|Iberian pigs?|Ossabaw|Hanford|Sinclair (?:mini|swine)|Standardbred|Hanoverian|Clydesdale|Percheron|Haflinger|Icelandic (?:horse|sheep)s?|Lusitano|Lipizzan\w*|Appaloosa|Paint [Hh]orse|Welsh [Pp]ony|Brown Swiss|Ayrshire|Guernsey (?:cow|calf|bull)s?|Gir (?:cow|cattle|bull)s?|Sahiwal|Hanwoo|Murrah|Zebu|Ankole|Akita|Malamute|Samoyed|Basset|Bloodhound|Corgi|Dalmatian|Doberman|Havanese|Keeshond|Newfoundland (?:dog|male|female)|Papillon|Pekingese|Pinscher|Pointer (?:dog|male|female)|Setter|Weimaraner|Vizsla|Whippet|Wolfhound|Deerhound|Ridgeback|St\.? Bernard|Pomeranian|Lhasa|Bichon|Cavalier|Abyssinian|Birman|Burmese cats?|Ragdoll|Sphynx|Devon Rex|Cornish Rex|British [Ss]horthair|Himalayan cats?|Norwegian [Ff]orest|Bengal(?=[ ,;.](?!tiger|ur))|layer hens?|White Leghorn|Plymouth Rock|Silkie|Pekin ducks?|Muscovy|Arbor Acres|Hy-?Line|Lohmann|Greyhound|Collie|Terrier|Bulldog|Mastiff|Husky|Shih[- ]?Tzu|Chihuahua|Pug (?:dog)?|Maltese (?:dog|terrier)|Bernese|Boston [Tt]errier|Domestic [Ss]hort-?[Hh]air|domestic (?:short|long|medium)-?hair(?:ed)?|Siamese(?! twin)|Persian cat|Maine Coon|Bengal cat|veterinary(?! (?:surgeons?|nurses?|students?|technicians?|workers?|assistants?|practitioners?|use)\b)|pet owner|zoo\b(?!.?(?:keeper|worker))|aquarium|kennel|livestock|poultry (?:house|flock)|flock|herd(?! immunity)|(?:\w+ )?breeds)s?\b/g

/** Endings and names of peoples; breeds have the same endings. */
export const peoples =
  '(?!Dobermann?|Dalmatian|Pomeranian|Alsatian|Friesian|Persian|Burmese|Siamese|Maltese|Havanese|Peking?ese|Arabian|Abyssinian|Leopard)(?:[A-Z][a-z]+(?:ian|ean|can|uan|man|ese|ish|ch|ard)|Finn|Dane|Swede|Turk|Greek|Czech|Slovak|Thai|Pole|Scot|Jew|Arab|Sikh|Inuit|M[aā]ori|Sami|Tamil|Hmong|Kurd|Basque|Croat|Serb|Slovene|Briton|Hispanic|Sherpa|Israeli|Iraqi|Pakistani|Bangladeshi|Bengali|Somali|Nepali|Yemeni|Kuwaiti)'
export const strainCues = [
  { kind: 'strain', weight: 3, pattern: mouseStrains },
  { kind: 'strain', weight: 3, pattern: ratStrains },
  { kind: 'strain', weight: 2.8, pattern: strainForms },
  { kind: 'genotype', weight: 2.6, pattern: genotypes },
  { kind: 'gene handled', weight: 1.8, pattern: handledGenes },
  { kind: 'age of animals', weight: 1.6, pattern: ages },
  { kind: 'breed', weight: 2.4, pattern: agedBreeds },
  { kind: 'model organism', weight: 2.6, pattern: flyWormFish },
  { kind: 'stage', weight: 2.2, pattern: stages },
  { kind: 'breed', weight: 2.6, pattern: breeds },
] as const
