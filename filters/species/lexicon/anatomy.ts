/**
 * Nouns that an animal's or a person's name modifies when it names the specimen: organs, tissues,
 * cells, preparations, groups of a study. `rat kidney` is on the slide, `rat monoclonal` is not.
 */
const organs =
  'liver|kidneys?|renal|hepatic|lungs?|pulmonary|airways?|trachea\\w*|bronch\\w+|hearts?|cardi\\w+|myocard\\w+|ventric\\w+|atri\\w+|' +
  'valves?|aort\\w+|arter\\w+|veins?|vessels?|vascul\\w+|brains?|cereb\\w+|cort\\w+|hippocamp\\w+|striat\\w+|thalam\\w+|hypothal\\w+|' +
  'brainstem|spinal|nerves?|ganglia|ganglion|dorsal root|DRG|retina\\w*|eyes?|corneas?|corneal|lens|sclera\\w*|choroid\\w*|cochlea\\w*|' +
  'ears?|skin|dermal|dermis|epiderm\\w+|hair|hoof|muscles?|skeletal|myo\\w+|tendons?|ligaments?|bones?|osteo\\w+|cartilages?|chondro\\w+|' +
  'joints?|knees?|synovi\\w+|menisc\\w+|femurs?|femora\\w*|tibiae?|tibial?|calvari\\w+|skulls?|mandib\\w+|maxill\\w+|teeth|tooth|dental|' +
  'molars?|incisors?|pulp|gingiva\\w*|tongues?|oral|palat\\w+|salivary|parotid|submandibular|esophag\\w+|oesophag\\w+|stomachs?|gastric|' +
  'intestin\\w+|gut|duoden\\w+|jejun\\w+|ile(?:um|al)|colons?|colonic|c(?:a?e)c(?:um|al)|rect\\w+|mucosa\\w*|pancrea\\w+|islets?|gallbladder|' +
  'bile|spleens?|splen\\w+|thym\\w+|lymph\\w*|tonsils?|bone marrow|blood|thyroid\\w*|adrenal\\w*|pituitar\\w+|pineal|ovar\\w+|uter\\w+|' +
  'oviduct\\w*|endometri\\w+|cervi\\w+|vagina\\w*|placenta\\w*|mammary|udder|breast|testis|testes|testicular|testicles?|epididym\\w+|' +
  'prostat\\w+|semin\\w+|sperm\\w+|oocytes?|oviducal|bladders?|ureter\\w*|urethra\\w*|glomerul\\w+|tub(?:ules?|ular)|nephro\\w+|' +
  'gills?|fins?|scales?|feathers?|hooves|tails?|paws?|limbs?|legs?|wings?|abdom\\w+|neck|fat|adipos\\w+|omentum|peritone\\w+|diaphragm|' +
  'mesenter\\w+|umbilical|yolk|follic\\w+|fovea|optic|olfactory|nasal|turbinat\\w+|larynx|tympanic|vertebra\\w*|discs?|rib|stifle'
const preparations =
  'neuro\\w+|\\w+brain|\\w+stem|junctions?|carotid|\\w+(?:ium|itis|osis|omas?|cytes?|blasts?|oids?)|lobes?|layers?|walls?|plates?|nodes?|crypts?|villi|glands?|pads?|buds?|tissues?|cells?|neurons?|astrocytes?|microglia\\w*|hepatocytes?|fibroblasts?|keratinocytes?|macrophages?|neutrophils?|monocytes?|' +
  'leukocytes?|endotheli\\w+|epitheli\\w+|stroma\\w*|smooth|stem|organs?|organoids?|explants?|sections?|slices?|slides?|samples?|specimens?|' +
  'biops\\w+|tumou?rs?|carcinomas?|adenocarcinomas?|lymphomas?|sarcomas?|melanomas?|gliomas?|adenomas?|neoplas\\w+|lesions?|' +
  'wounds?|abscess\\w*|granulomas?|embryos?|embryonic|f(?:o?e)tus\\w*|f(?:o?e)tal|neonat\\w+|newborns?|pups?|litters?|offspring|carcas\\w+|' +
  'cultures?|primary|monolayers?|lines?|histolog\\w+|patholog\\w+|cases?|patients?|models?|groups?|strains?|colon(?:y|ies)|herds?|' +
  'mutants?|knock-?outs?|transgen\\w+|genotypes?|litter\\w*|study|studies|experiments?|subjects?|individuals?|population\\w*|species|' +
  'necrops\\w+|autops\\w+|adults?|males?|females?|juveniles?|infants?|recipients?|donors?|aged|young|brainstem|homologs?|development\\w*'

export const specimenNoun = new RegExp(`^(?:${organs}|${preparations})$`, 'i')

/** Reagents made of an animal, whatever tissue they are put on. */
export const reagentNoun =
  /^(?:kits?|linkers?|polymers?|hrp|ap|probes?|reagents?|block(?:ing|er)|envision|immpress|conjugates?|secondar(?:y|ies)|monoclonals?|polyclonals?|isotypes?|clones?|detection|multimer|lectins?|antivenoms?|venoms?|allergens?|meat|milk|cheese|insulin|heparin|h(?:a?e)moglobin|carriers?|haemocyanin|hemocyanin|antithymocyte|ATG)$/i
/** Materials that surgeons put into people. */
export const biomaterialNoun =
  /^(?:submucosa|scaffolds?|fillers?|substitutes?|bioprosthes\w+|prosthes\w+|mesh(?:es)?|patch(?:es)?|matri(?:x|ces)|sutures?|sponges?|granules?|mineral|hydroxyapatite)$/i
/** Tissues that are also such a material when prepared or brought in as one. */
export const graftNoun =
  /^(?:grafts?|xenografts?|bones?|dermis|skin|tendons?|intestin\w+|pericard\w+|valves?|cartilages?|corneas?|collagens?|membranes?|implants?|extracts?|particles?|powder|dressings?|amnio\w+|fascia)$/i
/** How a tissue is prepared or brought in as a material. */
export const prepared =
  /\b(?:deprotein\w+|decellular\w+|de-epitheliali[sz]ed|acellular|deminerali[sz]ed|freeze-dried|lyophili[sz]ed|(?:in|an)organic|cross-?linked|glutaraldehyde-(?:fixed|treated)|processed|commercial|resorbable|repair\w* (?:with|using)|treated with|augment\w* (?:with|using|by)|(?:cover|graft|fill|reconstruct|replac|pack|pad)\w* (?:with|by|using)|injection of|filler of)(?: (?:an?|the))?(?: [\w-]+){0,2} ?$/i
