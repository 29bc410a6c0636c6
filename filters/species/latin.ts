import { pathogenGenus } from './lexicon/pathogens.ts'

/**
 * Scientific names told by their shape, for the many genera that no list here has: a capital and a
 * Latin ending, then an epithet. Latin that names diseases, organs and signs is left out.
 */
const shape =
  /(?<![\w-])[A-Z][a-z]{2,}(?:us|is|a|um|es|os|on|ys|ix|ax|er|ops|as|io|o|ex|yx|ma|ne) [a-z]{3,}(?:us|um|is|ii|ae|ensis|ense|ans|ens|alis|oides|ana|ina|ata|ica|ella|illa|osa|inus|icus|eri|ei|ia|ra|ta|na|la|da|fer|fera|cola|ceps|pes|ops|ax|ix|rum|bufo|gallo|buteo|naja)\b/g

const notGenus =
  /^(?:Bovine|Murine|Canine|Feline|Equine|Porcine|Ovine|Avian|Lichen|Acanthosis|Pemphigus|Verruca|Molluscum|Tinea|Lupus|Diabetes|Carcinoma|Condyloma|Corpus|Corpora|Globus|Musculus|Situs|Locus|Nucleus|Ductus|Plexus|Sinus|Stratum|Pityriasis|Psoriasis|Ichthyosis|Urticaria|Purpura|Livedo|Alopecia|Porphyria|Epidermolysis|Xeroderma|Xanthoma|Granuloma|Pyoderma|Ecthyma|Impetigo|Erythema|Livor|Rigor|Placenta|Area|Vena|Arteria|Aorta|Chorda|Cauda|Conus|Cornu|Crista|Fascia|Fossa|Foramen|Lamina|Linea|Macula|Medulla|Membrana|Muscularis|Tunica|Organum|Pars|Pia|Dura|Substantia|Taenia|Tela|Zona|Vasa|Lamella|Spina|Bulla|Bursa|Hydrops|Hallux|Talipes|Coxa|Genu|Myasthenia|Polycyth\w*|Polymyalgia|Mycosis|Osteitis|Osteogenesis|Fibrodysplasia|Dementia|Encephalitis|Colitis|Cystitis|Keratosis|Keratitis|Nevus|Naevus|Naevi|Sarcoma|Lentigo|Melanoma|Morphea|Prurigo|Sycosis|Telangiectasia|Tabes|Tuberculosis|Trisomy|Vulva|Version|Expression|Correlation|Cluster|Complex|Classification|Absorption|Emission|Excitation|Electron|Positron|Photon|Neuron|Quantification|Regression|Transactivation|Complementation|Permutation|Subpopulation|Colocalization|Autophosphorylation|Exclusion|Inclusion|Mitochondria|Transcription|Association|Locali[sz]ation|Sequences|Dimension|Conservation|Internali[sz]ation|Extrusion|Carbon|Maximum|Minimum|Montana|Tasmania|Kyoto|Data|Schema|Formula|Camera|Under|After|Other|Higher|Lower|Over|Marker|Cancer|Tumor|Ulcer|Fiber|Liver|Bladder|Paper|Number|Water|Center|These|This|Those|Various|Numerous|Fibrous|Mucous|Serous|Squamous|Cutaneous|Subcutaneous|Spontaneous|Heterogeneous|Homogeneous|Previous|Anterior|Posterior|Inferior|Superior|Interior|Exterior)$/
const notEpithet =
  /^(?:analysis|helix|matrix|cortex|vertex|apex|index|reflex|spectra|spectrum|phylum|larvae|pupae|genus|genera|genotypes|medium|campus|modulus|encyclopedia|criteria|specimens|isotopes|phenotypes|radius|quantum|data|area|tissue|virus|viruses|versus|thus|plus|serum|plasma|mucosa|submucosa|stroma|epithelium|endothelium|trachea|retina|cornea|placenta|aorta|hyperplasia|dysplasia|metaplasia|neoplasia|anaplasia|anemia|anaemia|leuk(?:a?e)mia|ischemia|ischaemia|carcinoma|sarcoma|lymphoma|melanoma|adenoma|papilloma|infection|nuclei|bacteria|hyphae|conidia|mycelia|villi|fungi|foci|loci|alveoli|glomeruli|myocardium|endometrium|cytokeratin|keratin|fibrosis|necrosis|stenosis|thrombosis|cirrhosis|sclerosis|mitosis|apoptosis|diagnosis|basis|axis|pelvis|testis|penis|epidermis|dermis|diameter|gland|criterion|formula|panels|images|and|are|has|was|his|this|its|that|per|via|der|era|para|beta|alpha|gamma|delta|theta|kappa|lambda|sigma|omega|extra|intra|infra|supra|ultra|iota|zeta|eta|agenda|idea|visa|saliva|vulva|uvula|fistula|papilla|axilla|maxilla|tibia|fibula|scapula|patella|mandibula|vertebra|fascia|lamina|oedema|edema|edemata|exudate|ascites)$/

/** Endings of diseases; those that organisms have too (`Schistosoma`, `Vitis`, `Trichoderma`) are narrowed. */
const diseaseEnding =
  /(?:(?<![st]|ph)oma|osis|asis|(?<!rhabd|^v)itis|erythema|emphysema|eczema|o?edema|(?:xero|pyo|sclero|erythro|leuko)derma|plasia|ectasis|ectasia|rrhea|rrhoea|cele)$/
/** Second words of the Latin of physicians and anatomists. */
const medicalEpithet =
  /^(?:multiforme|annulare|faciale|herpetiformis|circumscript\w+|lipoidica|ossificans|imperfecta|plastica|botryoid\w*|ovarii|fungoides|obliterans|bullosa|amylacea|sclerosus|pilaris|gravidarum|gestationis|senilis|chronic\w+|acut[aus]m?|acuminat\w+|contagiosum|pigmentos\w+|corporis|capitis|cruris|pedis|versicolor|unguium|manuum|barbae|intern[aus]m?|extern[aus]m?|spuria|totalis|universalis|congenita|tarda|dolorosa|serpiginosa|elasticum|cystoides|neonatorum|gangrenosum|marginatum|induratum|toxicum|mutilans|progressiva|fibrosa|cystica|oblongata|femoris|brachii|dorsi|abdominis|percreta|accreta|increta|praevia|lusoria|inversa|foliaceus|vegetans|nervosa|atrophic\w+|pellucida|mucosae?|propria|cribrosa)$/

/** Second words that end like diseases and processes: `Autoimmune hepatitis` is English. */
const diseaseWord =
  /(?:itis|osis|iasis|oma|a?emia|plasia|trophia|ectasis|pathia|uria|algia|penia|stasis|lysis|genesis|phobia|plegia|esthesia|phagia|phasia|paresis|megaly|rhagia|oxia|thermia)$/

/** Whether two Latin words name a disease or a part of the body. */
export const isMedicalLatin = (genus: string, epithet: string): boolean =>
  diseaseEnding.test(genus.toLowerCase()) || medicalEpithet.test(epithet)

export interface LatinName {
  pathogen: boolean
  /** A disease or a part of the body, no organism. */
  medical: boolean
  start: number
  end: number
}

/** Names of that shape in a text; pathogens of people and animals alike are marked. */
export const latinNames = (text: string): LatinName[] => {
  const found: LatinName[] = []
  for (const match of text.matchAll(shape)) {
    const [genus = '', epithet = ''] = match[0].split(' ')
    if (notGenus.test(genus) || notEpithet.test(epithet) || diseaseWord.test(epithet)) continue
    const pathogen = pathogenGenus.test(genus)
    found.push({
      pathogen,
      medical: !pathogen && isMedicalLatin(genus, epithet),
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  return found
}
