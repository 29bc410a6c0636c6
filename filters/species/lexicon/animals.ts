/**
 * Animals by hand: what the taxonomy list (taxa.json) leaves out because the word has a second
 * meaning, or weighs too lightly because laboratories, farms and clinics use it all day.
 */

/** Any of these, unmasked, names the animal on the slide. Singular; plurals are made by the pattern. */
const laboratory =
  'mouse|rat|rabbit|hamster|gerbil|guinea[- ]pig|ferret|zebrafish|medaka|xenopus|axolotl|marmoset|macaque|' +
  'baboon|monkey|rhesus|cynomolgus|chimpanzee|nonhuman primate|non-human primate|beagle|minipig|mini-pig|' +
  'pig|piglet|swine|hog|sow|boar|gilt|sheep|lamb|ewe|hogget|goat|calf|cow|bull|heifer|steer|buffalo|yak|' +
  'cattle|horse|mare|foal|stallion|gelding|colt|filly|pony|donkey|mule|camel|llama|alpaca|dog|puppy|bitch|' +
  'cat|kitten|queen cat|chicken|chick|hen|rooster|cockerel|broiler|pullet|poult|duck|duckling|goose|' +
  'quail|pigeon|parrot|budgerigar|cockatiel|canary|finch|ostrich|penguin|owl|falcon|eagle|songbird|bird|' +
  'frog|toad|tadpole|newt|salamander|turtle|tortoise|lizard|gecko|iguana|snake|python|crocodile|alligator|' +
  'trout|salmon|carp|koi|tilapia|catfish|goldfish|killifish|stickleback|sturgeon|eel|shark|lamprey|hagfish|' +
  'mole[- ]rat|star-nosed mole|hedgehogs|opossum|possum|kangaroo|wallaby|koala|wombat|bat species|fruit bat|' +
  'deer|elk|moose|antelope|giraffe|elephant|rhinoceros|hippopotamus|whale|dolphin|porpoise|sea lion|walrus|' +
  'harbou?r seal|otter|mink|badger|raccoon|skunk|squirrel|chipmunk|vole|shrew|fox(?:es)?|wolf|coyote|jackal|' +
  'lion|tiger|leopard|cheetah|panda|grizzly|polar bear|brown bear|black bear|gorilla|orang-?utan|lemur|' +
  'tree shrew|faunal?|shellfish|mussel|oyster|clam|squid|octopus|shrimp|prawn|crab|lobster|crayfish|sea urchin|' +
  'starfish|sea star|jellyfish|earthworm|planarian|fruit fl(?:y|ies)|honey ?bee|silkworm|bearded dragon'

const adjectives =
  'murine|bovine|porcine|ovine|caprine|canine|feline|equine|lapine|leporine|avian|simian|rodent|primate|' +
  'piscine|amphibian|reptilian|cervine|vulpine|ursine|cetacean|pinniped|marsupial|mammalian species'

/**
 * Plural and lower-case forms count alike. Words in capitals (`CAT`, `RAT`, `FISH`) are symbols and
 * are left out by matching case: first letter free, the rest lower case.
 */
const anyCase = (words: string): string =>
  words.replace(/(^|\||\()([a-z])/g, (_, before: string, letter: string) =>
    letter === ':' ? `${before}${letter}` : `${before}[${letter.toUpperCase()}${letter}]`,
  )

export const animalWord = new RegExp(
  `(?<![\\w-])(?:${anyCase(laboratory)}|[Mm]ice|[Ww]olves|[Cc]alves|[Gg]eese|[Oo]xen|[Pp]upp(?:y|ies)|` +
    'turkey|[Pp]onies|[Oo]striches|[Bb]itches|[Ff]inches|[Cc]ockatoos?|[Cc]anaries|[Rr]hinoceroses)s?(?![\\w])',
  'g',
)
export const animalAdjective = new RegExp(`(?<![\\w-])(?:${anyCase(adjectives)})s?(?![\\w])`, 'g')

/** Species the antibodies, sera and reagents of the trade come from, for the masks. */
export const hosts =
  'mouse|mice|murine|rabbit|rat|goat|donkey|sheep|guinea[- ]pig|hamster|chicken|hen|chick|duck|goose|turkey|' +
  'horse|equine|swine|pig|porcine|hog|bovine|cow|calf|ovine|lamb|caprine|llama|alpaca|camel|monkey|simian|' +
  'rhesus|macaque|cat|feline|dog|canine|human|shark|salmon|herring|cod|fish|avian|bird'
