import { byFirstLetter } from '../../../pipeline/alternatives.ts'

/**
 * Parts of the body as physicians name them in people, and diseases of people. Each is a hint only:
 * models of the diseases bear the same names, and there the animal is named too.
 */
const sites =
  '(?:index|middle|ring|little) fingers?|fingers?(?! ?-?like| projection)|fingertips?|thumbs?|finger ?nails?|toe ?nails?|great toe|big toe|forearms?|upper arm|elbows?|wrists?|armpits?|axillary skin|scalp|forehead|eyebrows?|temple(?= (?:of|lesion))|cheeks?(?! pouch)|chin\\b|earlobes?|ear ?lobes?|nape|buttocks?|groins?|shins?|ankles?|heels?|insteps?|soles? of the f(?:oo|ee)t|knuckles?|palms? and soles?|web space|breast skin|vermilion border|philtrum|columella|umbilicus|' +
  '(?:right|left) (?:upper|lower|middle) lobes?|lingula|(?:superior|middle|inferior) (?:frontal|temporal) gyr\\w+|(?:frontal|temporal|parietal|occipital) lobes?|Brodmann (?:area )?\\d+|BA ?\\d{1,2}\\b|precuneus|angular gyrus|cingulate gyrus|insular cortex|fovea\\w*|macula\\b|ascending colon|descending colon|sigmoid\\w*|hepatic flexure|splenic flexure|rectosigmoid|dentate line|vermiform|palatine tonsils?|uvula|vocal (?:cords?|folds?)|maxillary sinus|ethmoid\\w*|mastoid|antrum of|incisura|great saphenous|saphenous vein|radial artery|internal mammary artery|left anterior descending artery(?! ligat)|temporal artery|areola|ectocervix|endocervi\\w+|transformation zone|portio|glans|scrotal skin|perianal skin|lumbar puncture|iliac crest|sural nerve|vastus lateralis|deltoid|labial (?:salivary )?glands?|minor salivary glands?'
const diseases =
  "CADASIL|sudden infant|progeria|Werner syndrome|cystic fibrosis|sickle[- ]cell|thalass(?:a?e)mia|h(?:a?e)mophilia|Duchenne|Becker|dysferlin\\w+|inclusion body myositis|dermatomyositis|polymyositis|myotonic|amyotrophic lateral|frontotemporal|Pick(?:'s)? disease|Lewy bod\\w+|Huntington(?:'s)? disease|progressive supranuclear|corticobasal|multiple system atrophy|Creutzfeldt\\w*|kuru|multiple sclerosis|neuromyelitis|Rasmussen|tuberous sclerosis|von Hippel\\w*|Sturge\\w*|focal cortical dysplasia|" +
  'silicosis|asbestosis|berylliosis|coal workers?|pneumoconios\\w+|bagassosis|byssinosis|sarcoidosis|idiopathic pulmonary|usual interstitial|cryptogenic|lymphangioleiomyomatosis|alveolar proteinosis|vaping|emphysema|bronchiectasis|mucoviscidosis|tuberculous|miliary tuberculosis|leprosy|lepromatous|Buruli|yaws|syphil\\w+|chancre|gonorrh\\w+|lymphogranuloma|donovanosis|Kaposi|measles|mumps|rubella|varicella|chickenpox|shingles|zoster|infectious mononucleosis|molluscum|poliomyelitis|dengue|yellow fever|Ebola|Lassa|typhoid|cholera|trachoma|scabies|onychomycosis|tinea|pityriasis|mycetoma|actinomycosis|rhinoscleroma|' +
  'IgG4-related|Oxford (?:score|class\\w*|M\\dE)|minimal change|lupus nephritis|anti-GBM disease|Goodpasture|granulomatosis with polyangiitis|giant cell arteritis|polyarteritis nodosa|thromboangiitis|fibromuscular dysplasia|Marfan|Ehlers\\w*|Loeys\\w*|bicuspid|rheumatic (?:fever|heart|mitral)|Chagas|arrhythmogenic|Brugada|dilated cardiomyopathy|Fabry|Danon|Pompe|Niemann\\w*|Tay-Sachs|Hunter syndrome|Hurler|cystinosis|oxalosis|oxaluria|alkaptonuria|ochronosis|porphyria|h(?:a?e)mochromatosis|Wilson\\w*|alpha-?1-antitrypsin|primary biliary|primary sclerosing|autoimmune hepatitis|alcoholic (?:hepatitis|cirrhosis)|hepatitis [BC]\\b|cryptogenic cirrhosis|Budd-Chiari|Crigler|Gilbert|Dubin\\w*|' +
  'coeliac|celiac|tropical sprue|Whipple|collagenous colitis|lymphocytic colitis|familial adenomatous|Lynch syndrome|Peutz\\w*|Cronkhite|Hirschsprung|Zenker|achalasia|eosinophilic (?:o?e)sophagitis|Barrett|diverticul(?:itis|osis)|h(?:a?e)morrhoids?|anal fissure|hidradenitis|acne|rosacea|psoriasis|lichen (?:planus|sclerosus|simplex)|pemphig\\w+|dermatitis herpetiformis|epidermolysis bullosa|ichthyosis|Darier|Hailey|Sweet|erythema (?:nodosum|multiforme|migrans)|Stevens\\w*|morphea|scleroderma|systemic sclerosis|seborrh\\w+|vitiligo|melasma|solar (?:elastosis|lentigo)|actinic|keloids?|n(?:a?e)v(?:us|i)\\b|Spitz|Merkel cell|mycosis fungoides|S[eé]zary|' +
  'endometriosis|adenomyosis|pre-?eclampsia|placenta accreta|chorioamnionitis|hydatidiform|lichen sclerosus|cervical intraepithelial|CIN[ 123I]|polycystic ovar\\w+|struma ovarii|Krukenberg|benign prostatic|Peyronie|phimosis|cryptorchid\\w+|seminomas?|gynecomastia|fibrocystic|phyllodes|Hashimoto|Graves|goit(?:re|er)|Riedel|osteoarthritis|rheumatoid|gout|pseudogout|ankylosing|Dupuytren|Paget|osteoporo\\w+|osteogenesis imperfecta|fibrous dysplasia|Legg|Perthes|carpal tunnel|frozen shoulder|keratoconus|pterygium|pinguecula|glaucoma|Fuchs|age-related macular|retinitis pigmentosa|diabetic retinopathy|cataract\\b|chalazion|otosclerosis|cholesteatoma|M[eé]ni[eè]re|Warthin|Sj[oö]gren|nasopharyngeal carcinoma|oral submucous|leukoplakia|lichenoid|' +
  'Hodgkin|myeloma|polycyth\\w+|essential thrombocyth\\w+|myelodysplastic|Waldenstr[oö]m|Castleman|Rosai|Langerhans cell histio\\w+|Erdheim|Kikuchi|amyloidosis|transthyretin|AL amyloid|long COVID'
/** Abbreviations, in their own case: `Lam` may be anything. */
const abbreviated =
  'CARASIL|SIDS|UIP|NSIP|LAM|HIV|AIDS|FSGS|AMD|CLL|AML|ATTR|SARS|MERS|M\\dE\\dS\\dT\\d|COVID(?:-19)?'
const care =
  'resections?|resected|excised|excisions?|re-?excision|explanted|retrieved (?:implant|thromb|stent|clot)\\w*|revision surgery|second-look|amputat(?:ed|ion)|corneal buttons?|debulk\\w*|curettage|polypectomy|lumpectomy|mastectomy|wedge (?:resection|biopsy)|lavage after|bronchoalveolar lavage of|smear of|sputum|cytology of|effusion|ascitic fluid|CSF cytology|PET\\b|needle track|stent(?:ed|ing)?|bypass graft|catheteri[sz]\\w+|transplant (?:patient|nephrectomy|biopsy)|protocol biops\\w+|zero-hour|time-zero|for-cause'

export const bodyCues = [
  {
    kind: 'human tissue',
    weight: 1.2,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(sites)}(?![\\w])`, 'gi'),
  },
  {
    kind: 'human tissue',
    weight: 1,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(diseases)}(?![\\w])`, 'gi'),
  },
  {
    kind: 'human tissue',
    weight: 1,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(abbreviated)}(?![\\w])`, 'g'),
  },
  {
    kind: 'care',
    weight: 1,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(care)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'age and sex',
    weight: 2.4,
    // Few animals of clinics see thirty; apes and horses that do are named.
    pattern:
      /\b(?:[3-9]\d|1[01]\d)[- ]years?[- ]olds?\b(?! (?:horse|mare|gelding|parrot|tortoise|elephant|chimp|gorilla|macaw|stallion|pony))/gi,
  },
  {
    kind: 'person',
    weight: 2,
    pattern:
      /\b(?!gate|time|record|house|pace|peace|bee|home|hair|net|dot|clay|silver|lock|wheel)[a-z]{3,}(?:monger|keeper|worker|dresser|seller|dealer)s?\b(?! (?:bees?|ants?|scored|review|blind|evaluat|assess|graded|examin|annot|who (?:scored|graded)))|\b(?:an?|retired|former|female|male|young|old|elderly) (?:curator|technician|officer|assistant|attendant|apprentice|porter|landscaper|homemaker|winemaker|shoemaker|dressmaker|locksmith|sculptor|sailor|sealer|whaler|trawlerman|diver|forester|logger|sawyer|typist|pianist|cellist|guitarist|chemist|pharmacist|physicist|artist|florist|cyclist|motorist|politician|musician|magician|electrician|beautician|optician|mathematician|barber|grocer|brewer|vintner|tanner|dyer|plasterer|roofer|paver|thresher|dentist|lecturer|student|pupil|cadet|conscript|paratrooper|gardener|cleaner|waiter|barista|caterer|baker)s?\b/gi,
  },
] as const
