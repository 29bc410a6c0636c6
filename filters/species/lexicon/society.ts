import { byFirstLetter } from '../../../pipeline/alternatives.ts'

/**
 * What befalls people and no animal: trades, households, consent, tests of a clinic's laboratory, family
 * planning, courts and graves.
 */
const trades =
  'firem[ae]n|fire ?fighters?|shepherd(?:s|ess)?(?! (?:dog|mix|cross|bitch))|goatherds?|fishmongers?|abattoir (?:worker|employee)s?|slaughterm[ae]n|meat[- ](?:packer|handler|cutter)s?|taxidermists?|zoologists?|entomologists?|beekeepers?|apiarists?|falconers?|jockeys?|equestrians?|ranchers?|cowboys?|herds?m[ae]n|stockm[ae]n|dairym[ae]n|gamekeepers?|poachers?|' +
  'accountants?|brick(?:layer|maker)s?|sandblasters?|quarry ?m[ae]n|quarrym[ae]n|coal ?miners?|asbestos workers?|shipyard workers?|factory workers?|seamstress(?:es)?|blacksmiths?|goldsmiths?|jewell?ers?|astronauts?|postm[ae]n|professors?|school ?teachers?|pupils?(?= (?:of|aged|at) )|librarians?|waiters?|waitress(?:es)?|bartenders?|nuns?|priests?|imams?|' +
  'dentists?|surgeons? (?:aged|himself|herself)|pathologist aged|violinists?|boxers? (?:aged|of \\d|who|\\()|(?:former|professional|amateur|retired) (?:boxer|footballer|player|wrestler|athlete|soldier|nurse|teacher|miner|farmer|driver|worker)s?|footballers?|wrestlers?|rugby players?|gymnasts?|weightlifters?|bodybuilders?|mountaineers?|sex workers?|drug users?|addicts?|homeless|prison inmates?|inmates?|detainees?|asylum seekers?|townsfolk|residents\\b|a resident of|householders?|couples?(?= (?:under|with|seek|gave|who|treated|attend))|parents?(?= (?:gave|consent|of the (?:child|boy|girl)))|relatives?(?= (?:gave|consent|of (?:the|patients)))|next of kin|businessm[ae]n|entrepreneurs?|widowers?|groom(?= aged)|octogenarians?|nonagenarians?|centenarians?|septuagenarians?|supercentenarians?|carriers? (?:who|from|aged|died)'
/** Trades that forces, birds, factories and theories have for names too: only one of them, in a phrase. */
const doers =
  '(?:mechanic|painter|builder|potter|weaver|tailor|driver|pilot|clerk|secretary|cook|cleaner|maid|actor|actress|singer|dancer|climber|surfer|smelter|foundry worker|mason|cobbler|tanner|furrier|monk|nun|trucker|janitor|villager|peasant|nomad|pastoralist|islander|fishwife)'
const lives =
  '(?:s?he) (?:had|has|was|is|died|denied|reported|developed|ate|worked|complained|recovered|presented|received|underwent)|(?:hospital|tumou?r|tissue|brain|departmental|national|university|eye) (?:bio)?banks?|(?:written |informed |signed |parental |verbal )+consent|consent(?:ed|ing) (?:to|for|adults|individuals|donors)|gave consent|(?:ethics|institutional) review board|institutional ethics|Declaration of Helsinki|nursing[- ]home|care home|hospice|emergency (?:room|department)|outpatient|in-?patient|ward\\b(?= (?:admission|round))|intensive care|ICU\\b|' +
  'admitted (?:to (?:the|our|hospital|a )|with|for)|at (?:presentation|admission|diagnosis|autopsy)|on admission|at age \\d{1,2}(?: and \\d+)?(?! ?(?:w|weeks?|wk|months?|mo|days?|d)\\b)|presented (?:to (?:our|the|a|an|her|his) |with (?:a |an )?(?:\\w+ )?(?:pain|mass|fever|lesion|swelling|rash|symptom\\w*|history|\\w+ing))|referred (?:to (?:our|the|a|an) (?:\\w+ )?(?:hospital|clinic|department|unit|cent(?:re|er)|surgeon)|for (?:biops\\w+|surgery|evaluation|excision))|complain(?:ed|ing|ts?) of|past medical history|medical history|family history|history of|(?:ex-?|non-?|never[- ]|current |former |heavy )smok(?:er|ing)s?|pack[- ]years?|alcohol (?:abuse|misuse)|body[- ]mass index|BMI\\b|years? (?:of age )?at (?:death|diagnosis|surgery)|died aged|brain[- ]dead|beating-heart donors?|HbA1c|' +
  'school[- ]age\\w*|kindergarten|university students?|retired|pensioned|unemployed|worked (?:as|in|underground)|barefoot|botox|dentures?|vap(?:ing|ed|er)|e-cigarette\\w*|crack smoker|intravenous drug|suicide|homicide|forensic autops\\w+|coroner|medico-?legal|drown(?:ed|ing) victim|road traffic|car accident|mumm(?:y|ies)\\b|medieval (?:skelet|burial|cemeter|grave)\\w*|cemeter(?:y|ies)|necropolis|burial (?:ground|site)|skeleton of (?:a|an) (?:adult|woman|man)'
const births =
  "\\d+ weeks post[- ]?(?:conception|menstrual)|pcw\\b|GW ?[1-4]\\d|[1-4]\\d ?GW|Fwk ?\\d+|post-?conception(?:al)? weeks?|HDBR|Human Developmental|ICSI|IVF(?= (?:cycle|patient|clinic|couple|treatment|embryo|centre|center))|assisted reproduction|assisted conception|live birth|oocyte retrieval|egg donors?|sperm donors?|andrology|infertil(?:e|ity) (?:men|women|clinic|work-?up|male|couple|patients?)|azoospermic|varicocel\\w+|semen analysis|miscarriage\\w*|abortion (?:clinic|material)|termination of pregnancy|gravida|G\\dP\\d|first[- ]trimester|second[- ]trimester|third[- ]trimester|\\d+(?:\\+\\d)? weeks(?:['’])? (?:of )?(?:gestation|amenorrh\\w+|pregnan\\w+)|antenatal clinic|obstetric|midwi(?:fe|ves)|preterm (?:infant|baby|babies|birth|labou?r)|stillb(?:irth|orn)(?! (?:lamb|calf|pup|foal|piglet|kid)s?)|menopaus\\w+|postmenopausal|menarche|menstrua\\w+|contraceptive|IUD\\b"
const values =
  '\\d+(?:\\.\\d+)? ?(?:mg\\/d[lL]|mmol\\/mol|ng\\/ml|g\\/24 ?h|U\\/ml|IU\\/[mL]l?|mmol\\/l|g\\/dl)\\b(?=[^.;]{0,40}(?:presentation|admission|diagnosis|serum))|\\b(?:proteinuria|(?:serum )?creatinine|eGFR|PSA|CA-?125|CA ?19-9|CEA|AFP|troponin|bilirubin) (?:was|of|level|value)s? (?:of )?(?:[<>≥≤] ?)?\\d|nephrotic[- ]range|c-?ANCA|p-?ANCA|ANCA[- ](?:positive|associated)|anti-?dsDNA|ANA (?:positive|titre|titer)|rheumatoid factor|HLA-?B27|HLA-?D[QR]\\w*|INR\\b|ASA score|ECOG|SLEDAI|DAS28|PASI|EDSS|MMSE|CDR\\b(?= \\d)|UPDRS|APACHE|Apgar|NIHSS'
const treatments =
  'R-?CHOP|FOLFOX|FOLFIRINOX|ABVD|HAART|antiretroviral|neoadjuvant|adjuvant (?:chemo|therapy)|brachytherapy|dialysis patients?|ha?emodialysis|renal replacement'

/** No cue before a farm animal: `shepherd dog`, `her foal was referred to the clinic`. */
export const societyCues = [
  {
    kind: 'person',
    weight: 2.2,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(trades)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'person',
    weight: 2.2,
    pattern: new RegExp(`\\b(?:of|in|from|on|by) an? (?:[\\w-]+ ){0,2}${doers}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'life',
    weight: 1.6,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(lives)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'birth',
    weight: 1.8,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(births)}(?![\\w-])`, 'gi'),
  },
  {
    kind: 'care',
    weight: 1.2,
    pattern: new RegExp(`(?<![\\w-])${byFirstLetter(`${values}|${treatments}`)}(?![\\w-])`, 'gi'),
  },
] as const
