import type { Topic } from '../pipeline/types.ts'

/**
 * Words of an organ and of the diseases that name it. A strong word is the organ itself or a
 * disease found nowhere else; a weak one is shared with neighbours. Written as regular-expression
 * alternatives that begin at a word's start.
 */
export const organWords: Record<Exclude<Topic, 'other'>, { strong: string; weak: string }> = {
  breast: {
    strong:
      'breasts?\\b|mammary|mastectom|lumpectom|nipple|areol|phyllodes|fibroadenoma|DCIS\\b|LCIS\\b|ductal carcinoma|lobular carcinoma|Paget.s disease of the (?:breast|nipple)|galactocele|mastitis|gyn(?:a?e)comast|TNBC|triple[- ]negative|luminal [AB]\\b|lactating|HER-?2|MCF-?7|MDA-MB|MCF10A|BRCA\\d',
    weak: 'ER\\b|PR\\b|acini|lactat',
  },
  lung: {
    strong:
      'lungs?\\b|pulmon|bronch|alveol(?!ar (?:bone|soft|rhabdo|ridge|process|socket|crest))|tracheal?|airways?|pleura|NSCLC|SCLC|mesothelioma|pneumon|pneumocyt|BALF?\\b|COPD|asthma|emphysema|silicosis|asbest|sarcoidosis|A549|respiratory|hyaline membrane|tuberculosis|ARDS\\b|COVID|thoracic',
    weak: 'cilia|clara|bleomycin|TTF-?1|surfactant|H1N1|influenza',
  },
  gi: {
    strong:
      'colon(?!y|i[sz]|ies)|colorect|colitis|rect(?:al|um)\\b|intestin|ile(?:um|al|itis)|jejun|duoden|gastr(?!ocnem|ul)|stomach|(?:o?e)sophag|append(?:ix|ic)|c(?:a?e)c(?:um|al)\\b|anal canal|anus|peri-?anal|enteri|enterocyt|Crohn|Barrett|celiac|coeliac|crypts?\\b|villi|villus|goblet|Paneth|Peyer|GIST\\b|Helicobacter|pylor|Hirschsprung|myenteric|Caco-?2|HT-?29|HCT-?116|ESCC|CRC\\b|bowel|gut\\b|midgut|mesenter|h(?:a?e)morrhoid|omasum|rumen\\b|gluten',
    weak: 'mucosal?|polyp|DSS\\b|adenomatous',
  },
  liver_pancreas: {
    strong:
      'liver|hepat(?!ocyte growth)|biliar|bile|cholang|cirrho|pancrea|islets?\\b|Langerhans islet|gall-?bladder|cholecyst|Kupffer|sinusoid|stellate cell|HCC\\b|PDAC|NAFLD|NASH\\b|steato|portal (?:tract|vein|triad)|central vein|lobule of the liver|HepG2|Huh-?7|ampull|PanIN|acinar cells?|common bile|fatty liver|HBV|HCV',
    weak: 'insulin|glucagon|beta[- ]cells?|β[- ]cells?|STZ|CCl4|lobul',
  },
  skin: {
    strong:
      'skin|derm(?!oid)(?:is|al|at|o)|epiderm|cutan|subcutan|keratinocyt|melanom|melanocyt|n(?:a?e)v(?:us|i|oid)\\b|psoria|eczema|acanth|hair|follic(?:le|ular) (?:bulb|unit)|sebace|eccrine|apocrine|basal cell carcinoma|BCC\\b|wound|burn|pemphig|bullous|lichen|keloid|scar\\b|nails?\\b|toenail|wart|verruc|molluscum|mycosis fungoides|S[eé]zary|scabies|leprosy|Merkel|panniculit|actinic|keratos|HaCaT|pilomatr|prurig|urticari|cellulitis|papules?|leishmaniasis, skin',
    weak: 'stratum|plaques?|ulcer|keratin',
  },
  prostate_male: {
    strong:
      'prostat|Gleason|PSA\\b|LNCaP|PC-?3\\b|DU-?145|test(?:is|es|icular)\\b|seminifer|spermat|sperm\\b|epididym|Leydig|Sertoli|penis|penile|scrot|vas deferens|seminoma|seminal vesicle|foreskin|prepuc|AMACR|BPH\\b|TRAMP\\b|azoosperm',
    weak: 'germ cells?|androgen',
  },
  kidney_urinary: {
    strong:
      'kidney|renal|nephr(?!opath\\w* in diabetes mellitus type)|glomerul|podocyt|urothel|bladder(?! cancer cell lines of)|ureter|urethr|urin|cystitis|cystectom|RCC\\b|ccRCC|Wilms|mesangi|proximal tubul|distal tubul|tubulointerst|papilla of the kidney|HK-?2\\b|hydroneph|transitional cell|UPEC|dialysis|lupus nephritis|Bowman|Henle',
    weak: 'tubules?|tubular|cortex and medulla|Banff',
  },
  gyn: {
    strong:
      'ovar(?:y|ies|ian)|uter(?:us|ine|i)\\b|endometri|myometri|cervi(?:x|cal (?:cancer|carcinoma|intraep|epithel|squamous|biops|smear|tissue|lesion))|vagin|vulv|placent|trophoblast|deciduas?|decidual|chorion|fallopian|oviduct|oocyt|granulosa|theca|corpus luteum|follicles? (?:in|of) the ovar|leiomyoma|fibroids?\\b|pre-?eclampsia|umbilical|amnio|CIN ?[123I]|HSIL|LSIL|Pap smear|HeLa\\b|SiHa|SKOV|Krukenberg|hydatidiform|molar pregnan|adenomyosis|pregnan|villous|spiral arter|m[uü]llerian|gestation|PCOS',
    weak: 'HPV|serous|follicles?|estrus',
  },
  cns: {
    strong:
      'brain|cerebr|cerebell|cort(?:ex|ical) (?:neuron|layer|section)|neocort|hippocamp|dentate gyrus|striat(?:um|al)\\b|substantia nigra|hypothal|thalam|amygdal|brain-?stem|medulla oblongata|spinal (?:cord|gangli)|dorsal root|neuron|neural|neuro(?!endo|fibroma|blastoma|pept)|gli(?:al|oma|osis|oblast)|GBM\\b|astrocyt|oligodendro|microgli|mening|ependym|pons\\b|mening|Purkinje cell|Alzheimer|Parkinson|Huntington|amyloid[- ]?(?:β|beta|plaque)|\\btau\\b|Lewy|myelin|axon|dendrit(?!ic cell)|synap|Nissl|white matter|gr[ae]y matter|ventric(?:le|ular zone) of the brain|choroid plexus|medulloblastoma|nerves?\\b|schwann|gangli|encephal|prefrontal|frontal cortex|temporal lobe|olfactory bulb|epilep|stroke|ischemi[ac] brain|GFAP|NeuN|bregma|pituitary stalk|motor neuron|ALS\\b|multiple sclerosis|EAE\\b|prion',
    weak: 'nucleus accumbens|VTA|cord\\b|CA[13]\\b|locomotor|S-?100',
  },
  head_neck: {
    strong:
      'oral|tongue|lingual|buccal|gingiv|palat(?:e|al)|tooth|teeth|dental|dentin|enamel|pulp\\b|periodont|odonto|ameloblast|salivary|parotid|submandib|sublingual|mandib|maxill|jaws?\\b|larynx|laryng|pharyn|nasophar|NPC\\b|oropharyn|nasal|nose\\b|sinus(?:itis|onasal)|turbinate|tonsil|HNSCC|OSCC|lips?\\b|mouth|cochle|ear\\b|vestibul(?:ar|e) (?:schwann|organ)|cholesteatom|tympan|otitis|vocal|taste bud|alveolar (?:bone|ridge|socket)|minor salivary|Sj[oö]gren|Warthin tumou?r|hair cells? of the|organ of Corti|olfactory (?:epitheli|mucosa|region)|temporomandib',
    weak: 'implant|neck\\b|squamous cell carcinoma',
  },
  heme: {
    strong:
      'lymph(?:oma|oid|ocyt|oblast| node|aden)|spleen|splenic|thymus|thymic|thymoma|bone marrow|marrow|leuk(?:a?e)mi|myeloma|plasma cells?|plasmacyt|Hodgkin|DLBCL|CLL\\b|AML\\b|ALL\\b blasts|megakaryo|erythro(?:cyt|blast|id)|platelet|blood (?:smear|film|cells?)|peripheral blood|germinal cent|h(?:a?e)matopo|anemia|anaemia|myelo(?:dyspl|fibro|prolif|id)|mast(?:ocytosis| cell)|histiocyt|Langerhans cell h|Castleman|neutrophils?\\b|monocytes?|PBMC|T[- ]cells?|B[- ]cells?|sickle|thalass|mantle cell|Burkitt|trephine|granulocyt|red pulp|white pulp|malaria|Plasmodium',
    weak: 'nodes?\\b|CD\\d+|macrophages?|immune',
  },
  soft_tissue_bone: {
    strong:
      'bones?\\b(?! marrow)|oste(?:o|i)|cartilag|chondro|skelet(?:al|on)|muscle(?!.invasive)|myofib(?:er|re|ril)|myotub|myoblast|myo(?:path|sit|tend)|tendon|ligament|synovi|joint|arthr|menisc|interverteb|vertebra|disc degener|femur|femoral (?:head|bone|neck|condyle)|tibia|humer(?:us|al)\\b|skull|calvari|fractur|growth plate|Haversian|lipoma|liposarcoma|sarcoma|rhabdo|fasci(?:a|itis)|adipos|adipocyt|fat tissue|fibromatos|desmoid|soft tissue|callus|trabecul|quadriceps|gastrocnemius|soleus|diaphragm|dystroph|gout|tophus|MSCs?\\b|mesenchymal|giant cell tumou?r|chordoma|fibroblast|hemangiopericyt|schwannoma of soft',
    weak: 'collagen|scaffold|implants?|mineraliz|Alizarin',
  },
  endocrine: {
    strong:
      'thyroid|parathyroid|adren(?:al|o)(?!ergic)|pituitar|hypophys|pheochromocyt|paragangliom|goitre|goiter|Graves|Hashimoto|adrenocort|PitNET|corticotroph|prolactinom|neuroendocrine|carcinoid|calcitonin|MEN[12]\\b|pineal|insulinoma|PTC\\b|Cushing|C[- ]cells?\\b|somatotroph|neuroblastoma|endocrine',
    weak: 'chromogranin|synaptophysin|hormone',
  },
  cardiovascular: {
    strong:
      'heart|card(?:iac|io)|myocard|atri(?:al|um)\\b|ventric(?:le|ular)(?! zone| system)|valv(?:e|ular)|aort|arter(?:y|ies|ial|io)|atheroscl|vein\\b|venous|vascul(?:ar|at)|vessel|endotheli|coronary|carotid|thromb(?:us|osis|i)\\b|aneurysm|stent|plaque(?:s)? (?:in|of) the (?:aort|arter|carotid)|neointim|intim(?:a|al)|pericard|endocard|infarct|angiogen|h(?:a?e)mangioma|angiosarcoma|hypertroph(?:ic)? cardio|HUVEC|cardiomyo|vasculitis|Kawasaki|amyloid heart',
    weak: 'smooth muscle|CD31|CD34|ischemi',
  },
  eye: {
    strong:
      'eyes?\\b(?! (?:clinic|movement))|ocular|retina|cornea|conjunctiv|lens\\b|choroid(?!al? plexus| plexus)|uve(?:a|al|itis)|iris\\b|sclera|optic nerve|ophthalm|photorecept|RPE\\b|eyelid|lacrimal|orbit(?:al)?\\b|retinoblastoma|macula|glaucoma|cataract|trabecular meshwork|vitre|kerat(?:itis|ocon|oplast)|pterygium|limbal|drusen|ganglion cell layer|outer nuclear layer|opsin|rods? and cones?|cones?\\b|ommatid',
    weak: 'fundus|ONL|INL',
  },
}

/** Words that look like an organ and are not: taken out before reading. */
export const notOrgans =
  /\b(?:heart[- ]shaped|skin[- ]like|onion[- ]skin\w*|kidney[- ]shaped|brain[- ]heart infusion|human embryonic kidney|HEK|horse ?radish|cervical (?:spine|spinal|vertebra\w*|lymph|node|ganglion|cord|chain)|lens magnif\w+|objective lens|oil lens|fisheye|bird['’]?s[- ]eye|naked eye|hair ?pin|hairpin|on the other hand|vascular bundles?|leaf veins?|root hairs?|stomatal|nerve growth factor|hepatocyte growth factor|bone morphogenetic protein\w*|brain-derived neurotrophic factor|epidermal growth factor|vascular endothelial growth factor|skin graft donor|glial cell line-derived|plasma membrane\w*|cell membranes?|bladder worm|lung fish|mouth ?parts?|gill arch|plant tissue|seed coat|fetal bovine|bone marrow[- ]derived|dorsal root|liver x receptor|thymus DNA|spleen focus)\b/gi
