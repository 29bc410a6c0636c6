import type { Topic } from '../pipeline/types.ts'

/** Alternatives of a regular expression; each begins at a word's start. */
interface OrganWords {
  /** The organ, a part of it, or a disease found nowhere else. */
  site: string
  /** Cells and structures that other organs have too, or diseases that spread. */
  shared: string
}

export const organWords: Record<Exclude<Topic, 'other'>, OrganWords> = {
  breast: {
    site: 'breasts?\\b|mammary|mastectom|lumpectom|nipple|areola|phyllodes|fibroadenoma|DCIS\\b|LCIS\\b|ductal carcinoma in situ|lobular (?:carcinoma|neoplas)|invasive (?:ductal|lobular)|galactocele|mastitis|gyn(?:a?e)comast|TNBC|triple[- ]negative|lactating|MCF-?7|MCF-?10A|MDA-?MB|T-?47D|BT-?474|SK-?BR-?3|4T1\\b|comedo|udder',
    shared: 'HER-?2|BRCA\\d|estrogen receptor|luminal [AB]\\b|ductal carcinoma|lactat|myoepitheli',
  },
  lung: {
    site: 'lungs?\\b|pulmon|(?:trans|endo|peri)?bronch|sub-?pleura|ciliary dyskinesia|alveol(?!ar (?:bone|soft|rhabdo|ridge|process|socket|crest))|trache|intratrache|airways?|pleura|NSCLC|SCLC|pneumon|pneumocyt|BALF?\\b|COPD|asthma|emphysema|silicosis|asbest|A549|H1299|respiratory|ARDS\\b|acinar lung|lepidic|bronchoalv|chest CT',
    shared:
      'mesothelioma|sarcoidosis|tubercul|COVID|hyaline membrane|thora|small[- ]cell (?:lung )?(?:carcinoma|cancer)|surfactant|TTF-?1|influenza|SARS-CoV',
  },
  gi: {
    site: 'colon(?!y|i[sz]|ies)|colorect|colitis|rect(?:al|um)\\b|intestin|ile(?:um|al|itis)\\b|jejun|duoden|gastr(?!ocnem|ul)|stomach|(?:o?e)sophag|append(?:ix|ic)|c(?:a?e)c(?:um|al)\\b|anal canal|peri-?anal|enteri|enterocyt|enteropath|Crohn|Barrett|celiac|coeliac|Paneth|Peyer|GIST\\b|H(?:elicobacter|\\.) pylori|pylor|Hirschsprung|myenteric|Caco-?2|HT-?29|HCT-?116|SW480|ESCC|CRC\\b|bowel|gut\\b|midgut|hindgut|mesenter|h(?:a?e)morrhoid|omasum|rumen\\b|gluten|peritone|omentum',
    shared:
      'crypts?\\b|villi\\b|villus|goblet|signet ring|polyps?\\b|adenomatous|mucosal?\\b|DSS\\b',
  },
  liver_pancreas: {
    site: 'liver|(?:intra|extra|peri)?hepat(?!ocyte growth)|centrilobular (?:necro|hepat|inj)|periportal|acetaminophen|paracetamol|APAP\\b|biliar|bile\\b|cholang|cirrho|pancrea|islets?\\b|gall-?bladder|cholecyst|Kupffer|HCC\\b|PDAC|NAFLD|NASH\\b|steato|portal (?:tract|vein|triad)|HepG2|Huh-?7|ampull|PanIN|insulinoma|fatty liver|HBV\\b|HCV\\b',
    shared:
      'sinusoid|central vein|stellate cell|insulin|glucagon|beta[- ]cells?|β[- ]cells?|STZ|CCl4|acinar cells?|lobul',
  },
  skin: {
    site: 'skin\\b|derm(?:is|al|at|o)(?!id)|(?:intra|sub|trans)(?:epi)?derm(?!al growth)|epiderm|cutan|subcutan|melanocyt|n(?:a?e)v(?:us|i|oid)\\b|psoria|eczema|acanth|hair\\b|sebace|eccrine|apocrine|basal cell carcinoma|BCC\\b|pemphig|bullous|lichen|keloid|scar\\b|nails?\\b|wart|verruc|molluscum|mycosis fungoides|S[eé]zary|scabies|Merkel|panniculit|actinic|HaCaT|pilomatr|prurig|urticari|dermatofibro|hypoderm|paw edema|footpad|hidraden|(?:pseudo)?xanthoma|stratum corneum|tinea\\b|pityriasis|Kaposi|lymphomatoid papulosis|granuloma annulare|papular\\b|pemphigoid',
    shared:
      'melanom|keratinocyt|keratos|wounds?\\b|burns?\\b|papules?|leprosy|ulcers?\\b|leishman|follicular bulb',
  },
  prostate_male: {
    site: 'prostat|Gleason|LNCaP|PC-?3\\b|DU-?145|test(?:is|es|icular)\\b|seminifer|spermat|sperm\\b|epididym|Leydig|Sertoli|penis|penile|scrot|vas deferens|seminoma|seminal vesicle|foreskin|prepuc|azoosperm|hypospad',
    shared: 'PSA\\b|AMACR|BPH\\b|TRAMP\\b|germ cells?|androgen',
  },
  kidney_urinary: {
    site: 'kidney|renal|nephr|glomerul(?!i? of the olf)|podocyt|urothel|(?:urinary )?bladder|ureter|urethr|urinary|cystitis|cystectom|RCC\\b|ccRCC|Wilms|mesangi|proximal (?:convoluted )?tubul|distal tubul|tubulointerst|HK-?2\\b|MDCK|NRK|HEK-?293T?(?= cells? in renal)|hydroneph|transitional cell carcinoma|Henle|Bowman|peritubular|lupus nephr|crescentic',
    shared: 'tubules?\\b|tubular|urine|Banff|dialysis',
  },
  gyn: {
    site: 'ovar(?:y|ies|ian)|uter(?:us|ine|i)\\b|endometri|myometri|cervi(?:x\\b|cal (?:cancer|carcinoma|intraep|epithel|squamous|biops|smear|tissue|lesion|SSE|cytolog|stroma))|vagin|vulv|placent|trophoblast|decidua|chorion(?!allant)|fallopian|oviduct|oocyt|granulosa|theca\\b|corpus luteum|leiomyoma|pre-?eclampsia|umbilical|amnio|CIN ?[123I]|HSIL|LSIL|ASC-?US|Pap smear|dyskaryo|koilocyt|HeLa\\b|SiHa|SKOV|OVCAR|Krukenberg|hydatidiform|molar pregnan|adenomyosis|m[uü]llerian|PCOS|endocervi|spiral arter|squamous intraepithelial|hysterectom|salping(?:ect|iti|o-)|mesosalpinx',
    shared: 'HPV\\b|serous|estrus|pregnan|gestation|villous',
  },
  cns: {
    site: 'brain|cerebr|cerebell|neocort|cortical (?:neuron|layer)|hippocamp|dentate gyrus|striat(?:um|al)\\b|substantia nigra|hypothal|thalam|amygdala|medulla oblongata|spinal (?:cord|gangli)|dorsal root|GBM\\b|glioma|glioblast|astrocyt|oligodendro|microgli|mening|ependym|pons\\b|Purkinje cell|Alzheimer|Parkinson|Huntington|tauopath|Lewy|white matter|gr[ae]y matter|choroid plexus|medulloblastoma|encephal|prefrontal|frontal cortex|motor cortex|visual cortex|temporal lobe|olfactory (?:bulb|glomerul)|epilep|stroke|multiple sclerosis|EAE\\b|prion|bregma|nucleus accumbens|CA[13]\\b|antennal lobe|mushroom body|nerve cord|peripheral nerve|sciatic|SH-?SY5Y|U87|nervous system|demyelinat|corpus callosum|(?:peri|para)ventricular (?:nucle|white|zone|region|hypo)|locus coeruleus|globus pallidus|subthalamic|dura mater|leptomening|neuropil\\b',
    shared:
      'neuron|neural|neuro(?!endo|fibroma|blastoma|pept|filament)|glia|nerves?\\b|schwann|axon|dendrit(?!ic cell)|synap(?!toph)|gangli|myelin|Nissl|GFAP|amyloid[- ]?(?:β|beta|plaque)|\\btau\\b|cortex',
  },
  head_neck: {
    site: 'oral\\b|intraoral|orofacial|periapical|radicular (?:cyst|dentin)|paranasal|sinonasal|tongue|lingual|buccal|gingiv|palat(?:e|al)\\b|tooth|teeth|dental|dentin|enamel|caries|carious|endodont|formocresol|pulp(?:al|itis|otom\\w+)|periodont|odonto|ameloblast|salivary|parotid|submandib|sublingual|mandib|maxill|jaws?\\b|larynx|laryng|pharyn|nasophar|NPC\\b|oropharyn|nasal|nose\\b|sinonasal|sinusitis|turbinate|HNSCC|OSCC|lips?\\b|mouth\\b|cochle|inner ear|middle ear|ears?\\b|cholesteatom|tympan|otitis|vocal|taste bud|alveolar (?:bone|ridge|socket)|Sj[oö]gren|Warthin tumou?r|organ of Corti|olfactory (?:epitheli|mucosa|region)|temporomandib|head and neck|neck mass',
    shared:
      'tonsil|implants?\\b|neck\\b|squamous cell carcinoma|mucoepidermoid|pleomorphic adenoma',
  },
  heme: {
    site: 'lymphoma|lymphoid|lymph nodes?|(?:axillary|mediastinal|inguinal|hilar|cervical|mesenteric|para-?aortic|supraclavicular) (?:lymph )?nodes?\\b|lymphad|lymph\\b|spleen|splenic|splenomeg|thymus|thymic|thymoma|tonsil|bone marrow(?![- ](?:derived|mesenchym|stroma|MSC))|marrow trephine|leuk(?:a?e)mi|myeloma|plasmacytoma|Hodgkin|DLBCL|CLL\\b|AML\\b|megakaryo|erythroblast|blood (?:smear|film|cells?)|peripheral blood|germinal cent|h(?:a?e)matopo|h(?:a?e)mocyt|anemia|anaemia|myelo(?:dyspl|fibro|prolif|id leuk)|mastocytosis|Castleman|sickle|thalass|mantle cell|Burkitt|red pulp|white pulp|Plasmodium|malaria|MLNs?\\b|K-?562|HL-?60|Jurkat|U937|THP-?1|Raji|PBMC|sentinel|subcapsular sinus',
    shared:
      'lymphocyt|lymphoblast|T[- ]cells?|B[- ]cells?|plasma cells?|mast cells?|neutrophils?|monocyt|macrophag|leukocyt|leucocyt|platelet|thrombocyt|granulocyt|erythrocyt|histiocyt|nodes?\\b|immune|eosinophil',
  },
  soft_tissue_bone: {
    site: 'bones?\\b(?! marrow)|oste(?:o|i)|cartilag|chondro|skelet(?:al|on)|muscles?\\b(?!.invasive)|myofib(?:er|re|ril)|myotub|myoblast|myopath|myosit|tendon|ligament|synovi|joints?\\b|arthr|menisc|interverteb|vertebra|disc degener|femur|femoral (?:head|bone|neck|condyle)|tibia|humer(?:us|al)\\b|skull|calvari|fractur|growth plate|Haversian|lipoma|liposarcoma|sarcoma|rhabdo|fasci(?:a|itis)|adipos|adipocyt|fat tissue|fibromatos|desmoid|soft tissue|trabecul(?!ar meshwork|ar pattern|ar growth|ae? carneae|ated)|quadriceps|gastrocnemius|soleus|tibialis|diaphragm|dystroph|gout|tophus|giant cell tumou?r|chordoma|thigh|limb\\b|MG-?63|U2OS|Saos|C2C12|MC3T3|t\\(X;18\\)|neurofibroma',
    shared:
      'leiomyosarcoma|MSCs?\\b|mesenchymal|fibroblast|collagen|scaffold|mineraliz|Alizarin|fibrosarc|nerve sheath|callus|myo(?!card|metr|epi)',
  },
  endocrine: {
    site: 'thyroid|parathyroid|adrenal(?!in)|adreno(?:cort|med)|pituitar|hypophys|pha?eochromocyt|paragangliom|goitre|goiter|Graves|Hashimoto|PitNET|corticotroph|prolactinom|MEN[12]\\b|pineal|PTC\\b|Cushing|somatotroph|neuroblastoma|medullary carcinoma',
    shared: 'neuroendocrine|carcinoid|chromogranin|synaptophysin|hormone|endocrine|calcitonin',
  },
  cardiovascular: {
    site: 'heart|card(?:iac|io)|myocard|endomyocard|atri(?:al|um)\\b|(?:left|right) ventric|ventricular (?:tissue|wall|myo|septum|hypertr|remodel)|valv(?:e|ular)|aort|coronary|carotid|atheroscl|atherom|aneurysm|stent|neointim|intim(?:a|al)\\b|pericard|endocard|h(?:a?e)mangioma|angiosarcoma|hypertrophic cardio|cardiomyo|vasculitis|Kawasaki|myocyt|HUVEC|saphenous|LV\\b|MI\\b',
    shared:
      'arter(?:y|ies|ial|io)|arteriol|veins?\\b|venous|vascul(?:ar|at)|vessels?\\b|endotheli|thromb(?:us|osis|i)\\b|infarct|angiogen|ventric|smooth muscle|CD31|ischemi|microangiop',
  },
  eye: {
    site: 'eyes?\\b(?! (?:clinic|movement))|ocular|retina|cornea|conjunctiv|lens\\b|choroid(?!al? plexus| plexus)|uve(?:a|al|itis)\\b|iris\\b|sclera\\b|optic nerve|ophthalm|photorecept|RPE\\b|eyelid|lacrimal|retinoblastoma|macula\\b|glaucoma|cataract|trabecular meshwork|vitre|keratitis|keratocon|keratoplast|pterygium|limbal|drusen|outer nuclear layer|opsin|rods? and cones?|cones?\\b|ommatid|ciliary body|M[uü]ller gli|bulbar',
    shared: 'orbit(?:al)?\\b|fundus|ONL\\b|INL\\b|ganglion cell layer',
  },
}

/** Plants, microbes and small animals have none of these organs, whatever words they share. */
export const noOrgan =
  /\b(?:plants?|seedlings?|cultivars?|rice|wheat|maize|barley|sorghum|tomato|tobacco|arabidopsis|soybean|strawberry|oryza|triticum|leaf|leaves|roots? (?:tip|hair|section|cap|meristem|cells?)|roots of|root sections?|shoots?|stems?\b(?! cell)|xylem|phloem|anthers?|pollen|microspores?|tapet\w+|spikelets?|panicles?|endosperm|kernels?|grains?|seeds?|petals?|stamens?|carpels?|pistils?|florets?|cotyledons?|hypocotyls?|internodes?|lodicules?|nodes? I\b|transgenic lines?|mesophyll|stomata\w*|chloroplasts?|phloem|pericycle|endodermis|vascular bundles?|planarians?|drosophila|parasegments?|C\. elegans|nematodes?|hydra|larva[el]?|imaginal|aphids?|beetles?|filter medium|nanoparticles?|virions?|starch\w*|milling|hulls?|tillers?|callus (?:culture|induction)|dough|bread)\b/gi

/** Fungi and bacteria: of no organ alone, but often shown inside one. */
export const microbes = /\b(?:hyphae?|yeasts?|spores?|conidia|agar|biofilms?)\b/gi

/** Words that look like an organ and are not: taken out before reading. */
export const notOrgans =
  /\b(?:heart[- ]shaped|skin[- ]like|onion[- ]skin\w*|kidney[- ]shaped|brain[- ]heart infusion|human embryonic kidney|horse ?radish|cervical (?:spine|spinal|vertebra\w*|lymph|node|ganglion|cord|chain)|lens magnif\w+|objective lens|naked eye|hairpin|on the other hand|leaf veins?|root hairs?|nerve growth factor|hepatocyte growth factor|bone morphogenetic protein\w*|brain-derived neurotrophic factor|epidermal growth factor|vascular endothelial growth factor|liver x receptor|thymus DNA|spleen focus|tail vein|heart blood|bone marrow[- ]derived|neural crest)\b/gi

/** A tumour that spread is named by where it came from; the slide shows where it went. */
export const origin =
  /\b(?:metasta(?:tic|sis of|ses of|sized)|(?:deposits?|implants?) of|infiltrat\w+ (?:by|of)|spread of|secondary|invaded by|involvement by|packed (?:by|with)) (?:[\w-]+ ){0,3}?[\w-]*(?:carcinoma|melanoma|cancer|lymphoma|sarcoma|tumou?r|seminoma)s?\b(?: of (?:the )?(?:breast|lung|prostate|colon|rectum|stomach|kidney|ovary|thyroid|pancreas|skin|uterus|bladder|liver|oesophagus|esophagus))?/gi
