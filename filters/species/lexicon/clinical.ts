import { peoples } from './strains.ts'

/**
 * Words that only make sense for people: clinical prose, human staging and grading systems, human
 * registries and samples. Weights: 3 settles a caption, 1 is a hint.
 */
export const clinicalCues = [
  {
    kind: 'age and sex',
    weight: 3,
    pattern:
      /\b(?:\d{1,3}[- ]?(?:years?|yrs?|y)[- /.]?o(?:ld)?\b[,.]?(?: [\w-]+){0,3}? (?:man|woman|male|female|boy|girl|gentleman|lady|patient|child|farmer|smoker|adult|donor)|(?:man|woman|boy|girl|gentleman|lady|child|infant) (?:of|aged) (?:\d{1,3}|\w+)|aged \d{1,3} years|(?:fe)?male aged \d{1,3}|(?:male|female|man|woman),? \d{1,3}(?:[-–]\d+)? years?\b(?! old)|\d+[-–]\d+ years at death|donor of \d{1,3} years|donors?,? (?:eyes? )?aged \d{1,3})\b/gi,
  },
  {
    kind: 'person',
    weight: 2.6,
    pattern:
      /(?<![\w-])(?:wom[ae]n|m[ae]n|boys?|girls?|gentlem[ae]n|lad(?:y|ies)|mothers?(?! cells?| plants?| trees?)|fathers?|siblings?(?! lines?| plants?| species| mice)|brothers?|sisters?(?! chromatid| kinetoch| tax| clade| group| line| to\b| species| cells?)|husband|daughters?(?! cells?| colon| cyst| nucle| chromosom)|smokers?|workers?(?! bees?| ants?| caste| termite)|farmers?|(?:dairy )?milkers?|farm hand|students?|butchers?|teachers?|bakers?(?!['’]s? yeast)|carpenters?|welders?|chefs?|gardeners?|lawyers?|housewi(?:fe|ves)|labou?rers?|sailors?|policem[ae]n|firefighters?|hairdressers?|musicians?|lumberjacks?|foresters?|hunters?|pensioners?|tourists?|travell?ers?|immigrants?|refugees?|migrants?|schoolboys?|schoolgirls?|retirees?|plumbers?|electricians?|fisherm[ae]n|grand(?:mother|father|son|daughter)s?|uncles?|aunts?|cousins?|nephews?|nieces?|wi(?:fe|ves)|widows?|the deceased|(?:owner|handler|keeper|fancier|trainer)s?|fianc[eé]e?|veterinarians?|caregivers?|athletes?|(?:trail |elite |marathon )?runners?|skiers?|cyclists?|swimmers?|football players|riders?|veterans?|miners?|divers?|fishermen|shepherdess|physicians?|soldiers?(?! caste| termite| ants?)|schoolchild(?:ren)?|teenagers?|adolescents?|toddlers?|hikers?|pregnant women|decedents?|prisoners?|nurses?(?! cells?))(?![\w-]| in the)/gi,
  },
  {
    kind: 'person',
    weight: 1.8,
    pattern: new RegExp(
      `\\b(?:of|in|from) an? (?:[a-z-]+ )?${peoples}(?=$|[.,;:)]| with\\b| who\\b| aged\\b)`,
      'g',
    ),
  },
  {
    kind: 'person',
    weight: 1.8,
    pattern:
      /\b(?:child(?:ren)?|infants?|newborns?|neonates?|volunteers?|participants?|probands?|index case|kindred|twins?|sufferers?|recipients? of|cadavers?|cadaveric|people|persons?|adults with|octogenarian|householder|population-based|adults (?:who|under\w+|aged|living|admitted|treated|referred))\b/gi,
  },
  { kind: 'patient', weight: 2.6, pattern: /\b(?:in|out)?patients?(?:['’]s?)?\b/gi },
  {
    kind: 'human',
    weight: 3,
    pattern:
      /\b(?:[Hh]omo sapiens|HOMO SAPIENS|H\. sapiens|[Hh]umans?|HUMANS?)\b(?! (?:serum albumin|insulin\b))/g,
  },
  {
    kind: 'grading',
    weight: 2.4,
    pattern:
      /\b(?:Gleason|FIGO|ISUP|Fuhrman|WHO[- ]?(?:grade|classification|20\d\d|\d{4})|Nottingham|Bloom[- ]Richardson|Elston|Breslow|Clark['’]?s? level|Bethesda (?:category|system)|BI-?RADS|PI-?RADS|TI-?RADS|Banff|Ishak|METAVIR|Braak|CERAD|Dukes|Ann Arbor|Lauren|AJCC|UICC|TNM|[cpy]{1,2}T[0-4][a-d]?(?:N[0-3x][a-c]?)?(?:M[01x])?|CIN ?[1-3I]{1,3}|HSIL|LSIL|PanIN(?=-\d\b(?! (?:mice|mouse)))|Mayo (?:score|clinic)|Child[- ]Pugh|ECOG|Karnofsky|Ki-?67 (?:index|labell?ing)|CKD stage|NYHA)\b/g,
  },
  {
    kind: 'sample',
    weight: 2.2,
    pattern:
      /\b(?:tissue ?micro-?arrays?|TMAs?|surgical(?:ly)? (?:specimens?|resect\w+|pathology|excision|removed|samples?)|resect(?:ed|ion) (?:specimens?|margins?|tumou?rs?|lung|liver|colon|kidney)|(?:lob|nephr|hyster|col|mast|prostat|thyroid|gastr|splen|orchi|pancreatoduoden|cystoprostat|oophor|salping|append|tonsill|cholecyst|lump|vitr|enucle|vulv|laryng|pneumon|hepat|esophag|oesophag|aden)ectomy(?: specimens?)?|caesarean|cesarean|(?:core|punch|needle|excision(?:al)?|incisional|shave|trephine|endoscopic|transbronchial|endomyocardial|renal|kidney|bone marrow|duodenal|rectal|skin|muscle|nerve|temporal artery) biops(?:y|ies)|fine[- ]needle aspirat\w+|FNAC?|Pap(?:anicolaou)? (?:smears?|test)|frozen section|curettings?|bronchoscop\w+|autops(?:y|ies)|post-?mortem (?:brain|examination|human|tissue)|aborted fetus|term placentas?|cord blood|cell blocks?|(?:renal|kidney|liver|heart|lung|transplant) recipients?|nasal brushings?|bronchial brushings?|(?:total )?(?:knee|hip|shoulder|joint) (?:replacement|arthroplasty)|ACL reconstruction|(?:abdomino|oto|rhino|septo|mammo|mamma|palato|uvulopalato|labia|genio|brow|tympano|stapedo|ileo)plast(?:y|ies)(?: specimens?)?|amputation specimens?|face-?lifts?|(?:surplus|redundant|discarded|excess) (?:surgical )?(?:skin|tissue|fat|cartilage|bone)|blepharoplast\w+|circumcision|debrid\w+|Kasai|products of conception|Carnegie (?:stage|collection)|(?:weeks? of gestation|gestational weeks?|weeks['’]? gestation)|knee surgery|living donors?|discarded (?:donor )?(?:livers?|kidneys?|lungs?|organs?)|organ donors?|Camelyon\d*|CAMELYON\d*|TCGA-\w+)\b/gi,
  },
  {
    kind: 'sample',
    weight: 2.2,
    pattern:
      /\b(?:AD|PD|ALS|MS|HD|CTE|PSP|FTLD|DLB|MSA|CJD|COPD|IPF|OA|RA|T[12]D|NASH|CKD|IBD|UC|CD|SSc|SLE) (?:brains?|cases?|cort(?:ex|ices)|hippocamp\w+|subjects|donors?|individuals|lungs?|knees?|synovium|biops\w+)\b/g,
  },
  {
    kind: 'origin tumour',
    weight: 1.8,
    pattern:
      /\b(?:(?:matched|matching|corresponding|parental|original|donor|respective|paired|primary) (?:(?:patient|human|primary|surgical|clinical|donor)(?:['’]s)? )?(?:tumou?rs?|carcinomas?|specimens?|biops(?:y|ies)|sarcomas?|samples?)|resected specimens?|tumou?rs? of origin)\b(?! (?:xeno|cells?|growth))/gi,
  },
  {
    kind: 'care',
    weight: 1.2,
    pattern:
      /\b(?!ovari|orchi|gonad|hypophys|olfactory bulb)[a-z]{4,}(?:ectomy|oplasty|ostomy)\b(?! (?:mice|rats?|model))/gi,
  },
  {
    kind: 'sample',
    weight: 1.8,
    pattern: /\bdonors? (?:with|without|who|aged) /gi,
  },
  {
    kind: 'donor',
    weight: 1.2,
    pattern: /\bdonors?(?: (?:of|rim|lung|eye|cornea|kidney|skin))?\b/gi,
  },
  {
    kind: 'biopsy',
    weight: 1.5,
    pattern:
      /\b(?:biops(?:y|ies|ied)|bioptic|explant(?:ed)? (?:lung|heart|liver|kidney)s?|allograft biops\w+|archival|paraffin blocks?)\b/gi,
  },
  {
    kind: 'clinic',
    weight: 2.2,
    pattern:
      /\b(?:clinical (?:trial|cohort|isolate from)|case reports?|case series|randomi[sz]ed (?:\w+ )?trial|clinicopathologic(?:al)? (?:stud\w+|features|analysis|correlation)|quality of life|cases? (?:no\.? ?)?\d{1,3}\b|our case\b|our patient\b|hospital(?:i[sz]ed)?|department of (?:pathology|surgery|medicine)|overall survival|disease[- ]free survival|recurrence[- ]free|relapse[- ]free|progression[- ]free|hazard ratio|TCGA|GTEx|Oncomine|Human Protein Atlas|HPA\b|GEPIA|COSMIC|UK Biobank|cBioPortal|(?:cancer|carcinoma|melanoma|glioma|leuk(?:a)?emi\w+|lymphoma|myeloma|neuroblastoma) cell lines?|smok(?:er|ing)|mammogra\w+)\b/gi,
  },
  {
    kind: 'care',
    weight: 1.2,
    pattern:
      /\b(?:clinical(?:ly)? (?:presentation|photograph|picture|image|course|history|stage|features?|examination|outcome|samples?|symptoms)|stage (?:I{1,3}|IV)[ABC]?\b|presenting (?:with|as)|chemotherapy|bioprosthes\w+|(?:valve|joint|hip|knee) (?:replacement|prosthes\w+)|radiotherapy|chemoradi\w+|immunotherapy|Kaplan|prognos\w+|meta-analys[ie]s|cohorts?|follow-up|comorbid\w+|symptom\w*|misdiagnos\w+|diagnosed|epidemiolog\w+|surgery|surgical|postoperative(?:ly)?|preoperative(?:ly)?|computed tomography|(?:endo|arthro|cysto|laparo|broncho|gastro|hystero|rhino|laryngo|thoraco)scop\w+|pre-operative(?:ly)?|intra-?operative(?:ly)?|consultation|fundus photograph\w*|optical coherence|functional connectivity|fMRI|chest X-rays?|ultraso(?:und|nogra)\w*|sonogra\w+|echocardiogra\w+|orthodont\w+|fluorescein staining|colonoscop\w+|slit[- ]lamp|radiograph\w*|angiogra\w+)\b/gi,
  },
  {
    kind: 'human tissue',
    weight: 1,
    pattern:
      /\b(?:tonsil(?:s|lar)?|placenta(?:l|s)? (?:villi|bed|villus)|decidua|endometri(?:um|al) (?:hyperplasia|polyp|biops\w+)|leiomyoma of the uterus|fibroadenomas?|phyllodes|ductal carcinoma|lobular carcinoma|invasive (?:ductal|lobular|breast|squamous|carcinoma)|DCIS|LCIS|IDC\b|ILC\b|adenocarcinomas? of the|HNSCC|OSCC|ESCC|NSCLC|SCLC|HCC\b|ccRCC|pRCC|PDAC|GBM\b|CRC\b|DLBCL|CLL\b|AML\b|Hodgkin|Barrett|celiac|coeliac|Crohn|ulcerative colitis|psoria(?:sis|tic)|lupus (?:nephritis|erythematosus)|(?:membranous|diabetic|minimal change) (?:nephropathy|glomerulo\w+|disease)|membranoproliferative|haemochromatosis|hemochromatosis|biliary atresia|focal nodular hyperplasia|carotid plaques?|marrow trephines?|bone marrow aspirates?|urine cytology|cervical smears?|Auer rods|Reed[- ]Sternberg|IgA nephropathy|pre-?eclampsia|Alzheimer['’]?s? (?:disease )?(?:brains?|cases?|cortex)|cholesteatoma|neurofibromas?|meningiomas?|schwannomas?|craniopharyngiomas?|seminomas?|HPV(?:16|18)?[- ]?(?:positive|negative)?|COVID-19|leprosy|melioidosis|melanocytic n(?:ae|e)v\w+|dermatofibromas?|basal cell carcinomas?|keloids?|hidradenitis|endometriosis|gout|tophus|Fabry|Gaucher|Pompe|Whipple|Paget|Bowen|Beh[cç]et|Wegener|Churg|Takayasu|Kawasaki|Castleman|Rosai|Erdheim|Langerhans cell histiocytosis|Hashimoto|Graves|Sj[oö]gren|Kaposi|Kimura|Kikuchi|Hirschsprung|Alport|Wilson(?:['’]s)? disease|Rasmussen|Creutzfeldt|sarcoidosis|aplastic an(?:a?e)mia|aspergillomas?|actinic keratos\w+|seborrh?(?:o?e)ic|rosacea|vitiligo|hyperemesis|pemphig\w+|sleeve|leg ulcers?|foreskins?|nasal polyps?|sinus (?:lift|augmentation)|nasolabial|hernia repair|re-?laparotomy|gynecomastia|gynaecomastia|varicocele|bunion|carpal tunnel|rotator cuff|PitNETs?|thymomas?|GIST|carcinoid)\b/gi,
  },
  {
    kind: 'diagnosis',
    weight: 0.7,
    pattern:
      /\b(?:\w*(?:carcinoma|sarcoma|lymphoma|melanoma|adenoma|blastoma|glioma|cytoma|thelioma|ependymoma|ningioma|myxoma|lipoma|myeloma|teratoma|neoplasia|metaplasia|dysplasia)s?|metasta(?:s|t)(?!abl)\w*|tumou?rs?|malignan\w+|carcinoids?|cancers?|polyps?|cyst(?:s|ic)?|granulomas?)\b/gi,
  },
  {
    kind: 'human cells',
    weight: 2.2,
    pattern: /\bh(?:MSC|BMSC|ESC|iPSC|TERT|ASC|DPSC|UVEC|TCEpi|NSC|HSC|CMEC|PSC|AEC|DF|FOB)s?\b/g,
  },
  {
    kind: 'imaging',
    weight: 1.2,
    pattern:
      /\b(?:CT(?= scan| image| angio| of the| show)|(?<=\b(?:[Cc]hest|[Aa]bdominal|[Aa]xial|[Cc]oronal|[Ss]agittal|[Pp]elvic|[Bb]rain|[Hh]ead|[Cc]ranial|[Ss]pinal|enhanced|[Ss]piral|beam|contrast|on|by|resolution) )CT|MRI|PET[-/ ]?CT)\b/g,
  },
] as const

/** What befalls people through animals: bites, trades, pets. Read before animals are masked. */
export const exposureCues = [
  {
    kind: 'exposure',
    weight: 1.6,
    pattern:
      /\b(?:cat[- ]scratch|(?:rat|dog|cat|snake|monkey|human|tick|spider|camel|horse|pig)[- ]bites?|bitten by|stung by|scratched by|gored by|kicked by|milkers?['’]?s?['’]? nodules?|farmer['’]?s['’]? lung|(?:bird|pigeon|budgerigar|cheese|mushroom|malt|hay)[- ](?:fancier|breeder|worker|washer|grower|keeper)['’]?s?|fish[- ]tank|swimming[- ]pool granuloma|(?:her|his|their) (?:pet )?(?:dog|cat|parrot|horse|rabbit|rat|hamster|ferret|iguana|snake|turtle|bird|budgerigar|cows?|sheep|goats?|pigs?|pigeons?)s?|contact with (?:\w+ )?(?:animals?|cattle|cows?|sheep|goats?|pigs?|horses?|cats?|dogs?|birds?|poultry|udders?|cattle|camels?|bats?|rodents?|monkeys?)|(?:dog|cat|horse|pig|sheep|goat|cattle|poultry|chicken|bird|pigeon|rabbit|snake)[- ](?:owners?|breeders?|farmers?|handlers?|keepers?|trainers?|groomers?|shearers?|fanciers?|dealers?)|allerg\w+ to (?:cat|dog|horse|mouse|rat)s?|sandfly|zoo ?keepers?|veterinary (?:surgeon|student|nurse|technician)s?|(?:cat|dog|horse) (?:dander|hair) allerg\w+)\b/gi,
  },
] as const

/** Textbook prose describes people unless it says otherwise: normal structure, no experiment. */
export const textbookCue =
  /\b(?:LM|TEM|SEM|EM) ?[×x] ?[\d.,]+|\bMicrograph provided by the Regents|\bcredit:|Wikimedia Commons/g
