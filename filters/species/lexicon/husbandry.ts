import { byFirstLetter } from '../../../pipeline/alternatives.ts'

/**
 * Words of sex, age, keeping and anatomy that only keepers of animals use, and phrases of those who
 * license experiments. What shepherds and farmers call themselves is not among them.
 */
const ages =
  '(?:first|second|third|fourth|mid|late|early)-(?:parity|lactation) [A-Z]?\\w+|metamorphs?|froglets?|vixens?|jenn(?:y|ies)(?= (?:donkey|with|of|aged|was))|mammoths?(?! task)|wethers?|gilts?|barrows(?=[ ,;.)])|ewes?|ewe lambs?|teaser (?:rams?|bulls?)|hoggets?|heifers?|bullocks?|bobby calves|dry cows?|weaners?(?= (?:pigs?|calves|diet))|weanling|yearlings?|primiparous (?:sows?|cows?|ewes?|goats?)|' +
  'nestlings?|fledglings?|hatchlings?|fry\\b(?= (?:of|at|with|were))|fingerlings?|smolts?|alevins?|elvers?|spat\\b(?= of)|broodstock|cubs?(?= (?:of|with|aged|born|died))|joeys?|fawns?|leverets?|cygnets?|goslings?|poults?|squabs?|cria|piglets?|whelps?|' +
  '(?:intact|entire) (?:toms?|queens?|jills?|hobs?)|(?:stray|shelter|pregnant|nursing|breeding) (?:queens?|toms?)|queens and toms|tomcats?|boars?|dams and sires|sires? and dams?'
/** Breeds that are trades, colours or ways of going too: told by an age that no boxer fights at. */
const young =
  '\\b(?:[1-9]|1[0-5]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\\.\\d)?[- ](?:years?|months?|weeks?)[- ]old (?:(?:intact|entire|neutered|spayed|castrated|male|female|crossbred|mixed-breed|black|white|grey|brown|domestic|client-owned) ){0,3}(?:boxer|pointer|setter|pug|terrier|corgi|queen|tom|bitch|dam|sire|buck|doe|ram|cob|hunter|trotter|pacer|barb|roan|bay|chestnut|crossbred|mongrel|moggie|lurcher|whippet|lab|poodle|collie|husky|spaniel|retriever|shepherd (?:cross|mix|dog)|hound|bulldog|mastiff|cross|mix|DSH|DLH|DMH|GSD|Persian|Siamese|Burmese|Bengal|Ragdoll|Birman|Sphynx|Abyssinian)(?:es|s)?\\b'
const keeping =
  'carcas(?:s|e|ses)|at slaughter|slaughterhouse|slaughter line|meat inspection|condemned (?:liver|lung|organ|carcas)\\w*|post-mortem meat|offal|render(?:ed|ing) plant|pastures?|paddocks?|barns?(?! owl)|stalls?(?= (?:fed|housed|kept))|free-range|flocks?|herds?(?! immunity)|aviar(?:y|ies)|terrari\\w+|vivari\\w+|fish ?farms?|hatcher(?:y|ies)|net[- ]pens?|sea[- ]?cages?|sea ?farms?|aquaculture\\w*|ear[- ]?tag\\w*|' +
  'rookery|wildlife (?:rehab\\w+|hospital|rescue|centre|center|park)|animal (?:facility|facilities|house|care|shelter|rescue|welfare|use committee)|IACUC|Institutional Animal Care|ARRIVE guidelines|AVMA|specific pathogen|individually ventilated cages?|littered|lactation diet|pelleted (?:diet|chow)|silage|fodder|forage|breeding colony|inbred (?:strain|line)s?|colony-bred|purpose-bred|hindquarters?'
const anatomy =
  'pelvic limbs?|thoracic limbs?|(?:right|left)? ?(?:cranial|caudal) lung lobes?|(?:cranial|caudal) vena cava|cranial (?:mediastin\\w+|cruciate)|CCL\\b(?= (?:rupture|disease|transection))|TPLO|ovariohyster\\w+|hock\\b|carpus and tarsus|coffin (?:bone|joint)|cannon bone|splint bone|equine hoof|tarsocrural|scapulohumeral|coxofemoral|atlanto-?occipital puncture|mandibular lymph ?(?:node|centre|center)|prescapular|subiliac|guttural pouch|ergot\\b(?= of the)|' +
  'perineal (?:urethrostomy|hernia in)|teats?|mammary (?:chain|strip)|flank (?:incision|laparotomy) in|rumen\\w*|crop\\b(?= (?:mucosa|milk|burn|impaction|wall|epithelium))|ingluvi\\w+|air sacculitis|airsacs?|air sac membran\\w+|caecal tonsils?|shell gland|infundibulum of the hen|syrinx of|pecten\\b|uropygial|preen gland|comb and wattles?|hepatopancreas|swim ?bladder|lateral line|operculum(?= (?:of|was|lifted|removed))|pseudobranch|head kidney|pronephr\\w+|mesonephr\\w+(?= of)|spiracles?|elytr\\w+|hypopharyngeal|malpighian|fat body|haemolymph|hemolymph|haemocoel|mantle cavity|ctenidi\\w+|radula'
const behaviour =
  'xylazine|tribromoethanol|avertin|urethane an(?:a?e)sthe\\w+|tiletamine|zoletil|walking track(?: analysis)?|rotarod|Morris water maze|open[- ]field test|elevated plus[- ]maze|von Frey|Hargreaves test|hot[- ]plate (?:test|latency)|tail[- ]flick|forced swim|novel object|wheel running|beam walking|Y-?maze|Barnes maze|fear conditioning|gait cycle of the hind\\w+|BBB score|Basso mouse'
const surgery =
  'instill(?:ed|ation) of|single instillation|oropharyngeal aspiration of|T\\d{1,2} (?:contusion|hemisection|transection|compression)|(?:PBS|saline|vehicle|sham|model|stem cell) group (?:versus|vs\\.?|and) (?:the )?\\w+ group|cafeteria diet|GAN diet|AMLN|FFC diet|CDAHFD|high-(?:sucrose|fructose|salt|cholesterol|protein|fat) (?:diet|feeding|fed)|virgin females?|alkali[- ]burn model|food pellets|feeding study|feed study|drinking water(?= (?:for|containing|with|at))|critical[- ]siz(?:e|ed) (?:\\w+ )?defects?|calvarial defects?(?! (?:of|in) (?:a )?patient)|sciatic (?:nerve )?(?:crush|transection|axotomy|neurectomy)|spared nerve injury|chronic constriction injury|spinal nerve ligation|cryolesion|cryoinjury|photothrombo\\w+|stab wound (?:in|to) the cortex|' +
  'fimbria-fornix|entorhinal cortex lesion|middle cerebral artery occlusion|endothelin-1 inject\\w+|aortic constriction|aortocaval|LAD ligat\\w+|ligation of the (?:LAD|left anterior descending|common bile duct|c(?:a?e)cum)|pulmonary banding|caval constriction|5/6 nephrec\\w+|subtotal nephrectomy|two-kidney|2K1C|renal artery clip\\w*|' +
  'CCl ?4|thioacetamide|galactosamine|D-GalN|ConA|alpha-naphthyl\\w*|ANIT|DDC diet|choline-deficient|isoprenaline[- ](?:induced|injur\\w+|treated)|cisplatin-induced (?:nephro|acute|AKI|oto)\\w*|gentamicin-induced|glycerol-induced|cysteamine|' +
  'trinitrobenzene|dinitro\\w+ (?:colitis|sulfonic)|oxazolone|croton oil|TPA-(?:induced|treated)|DNFB|dorsal skinfold|splinted (?:excisional )?wounds?|full-thickness (?:excisional|dorsal) wounds?|dorsal (?:excisional|wounds?)|burn model|ear punch|digit amputation|tail amputation|fin amputation|LPS-(?:induced|challenged|instilled)|intratracheal (?:LPS|bleomycin|elastase)|antigen-induced arthritis|zymosan|DMM surgery|' +
  'destabili[sz]ation of the medial|meniscectomi[sz]ed|anterior cruciate (?:ligament )?transection|orchidectomi[sz]ed|gonadectomi[sz]ed|castrat(?:ed|ion) (?:males?|controls?)|adrenalectomi[sz]ed|hypophysectomi[sz]ed|pinealectomi[sz]ed|vagotomi[sz]ed|deafferent\\w+|optic nerve (?:crush|transection)|post-crush|laser-induced choroidal|lens[- ]induced myopia|form-deprivation|light-damaged|noise-exposed|kanamycin-deafened|ouabain round window|intracerebroventricular\\w*|i\\.?c\\.?v\\. (?:injec|infus)\\w+|intrahippocampal|intrastriatal(?:ly)?|intravitreal injection of (?:AAV|NMDA|PBS)|retro-orbital|tail clip\\w*|transcardial\\w*|perfused (?:\\d+|with (?:4|PFA|para))|perfusion[- ]fixed'

export const husbandryCues = [
  { kind: 'animal patient', weight: 2.6, pattern: new RegExp(young, 'gi') },
  {
    kind: 'animal',
    weight: 2.4,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(ages)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'animal life',
    weight: 1.8,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(keeping)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'animal anatomy',
    weight: 1.8,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(anatomy)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'handling',
    weight: 2.2,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(behaviour)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'experimental model',
    weight: 1.8,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(surgery)}(?![\\w-])`, 'gi'),
  },
] as const
