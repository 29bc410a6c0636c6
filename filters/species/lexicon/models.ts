/**
 * Models of experimental pathology: what is done to an animal to make it ill, and what toxicologists
 * report of it. Names as reviews of animal models give them; what is done to people too, or befalls them, is left out
 * (`partial hepatectomy`, anti-GBM nephritis, scalds).
 */
const procedures =
  'UUO|unilateral ureteral obstruction|5\\/6 nephrectomy|remnant kidney|anti-Thy-?1|anti-GBM serum|DOCA[- ]salt|L-NAME|' +
  'puromycin aminonucleoside|adriamycin[- ]nephropathy|folic acid[- ]induced|glycerol[- ]induced|(?:aortic|pulmonary artery) banding|' +
  'transverse aortic constriction|TAC\\b(?= (?:mice|hearts?|for|group|\\d))|isoproterenol[- ](?:induced|treated|infus\\w+)|Ang(?:iotensin)?[- ]?II[- ](?:infus\\w+|induced)|' +
  '(?:wire|balloon)[- ]injur\\w+|hind ?limb isch(?:a?e)mia|isch(?:a?e)mia[-/– ]+reperfusion,? \\d|con(?:canavalin )?A[- ]induced|APAP[- ]treated|' +
  'MCD diet|methionine[- ]choline[- ]deficient|CDAA|Western diet|bile duct[- ]ligat\\w+|BDL\\b(?= (?:mice|rats?|livers?|for|day))|ovalbumin[- ](?:sensiti\\w+|challenged|induced)|' +
  'OVA[- ](?:sensiti\\w+|challenged|induced)|house dust mite[- ](?:exposed|challenged)|elastase[- ]induced|bleomycin,? day|hyperoxia[- ]exposed|Sugen|SuHx|' +
  'controlled cortical impact|fluid percussion|kainate|kainic acid|pilocarpine|PTZ[- ]kindl\\w+|rotenone[- ](?:treated|induced)|3-NP|CFA\\b|carrageenan|' +
  'monosodium iodoacetate|DMM\\b|ACLT|CAIA|K\\/BxN|alloxan|oxazolone|(?:ethanol|acetic acid|pylorus ligation)[- ]induced (?:gastric )?(?:ulcers?|colitis|lesions?)|' +
  'c(?:a?e)rulein|DMBA\\/TPA|N-?MNU|NMU[- ]induced|4-?NQO|BBN[- ]induced|urethane[- ]induced|imiquimod[- ]induced|MC903|' +
  'UVB[- ]irradiated (?:skin|mice|ears?)|scald(?:ed)? model|tail suspension|sciatic nerve (?:crush|transection)|' +
  'optic nerve crush|laser[- ]induced CNV|oxygen[- ]induced retinopathy|OIR\\b|naphthalene[- ](?:injur\\w+|treated)|paraquat[- ]treated|' +
  'ligature[- ]induced|scopolamine[- ]induced|monoarthritis|adjuvant (?:induced )?arthritis|pristane|Ehrlich (?:ascites|carcinoma)|Walker 256|sarcoma 180|' +
  'Yoshida|parabio\\w+|syngeneic (?:hosts?|recipients?|mice|graft|tumou?r)|congenic|backcross\\w*|rTg4510|P301[SL] (?:tau|cortex|brains?)'
const toxicology =
  'forestomach|Harderian|preputial gland|Zymbal|(?:high|mid|middle|intermediate|low|top)[- ]dose (?:males?|females?|animals?|dams?)|\\d+ ppm(?: group)?|alpha-?2u-globulin|' +
  'Theiler stage|blastocyst injection|germ-?free|gnotobiotic|specific[- ]pathogen[- ]free|SPF (?:mice|chick\\w+|pigs?|eggs?)|in ovo|client-owned|privately[- ]owned|' +
  'Patnaik|Kiupel|Kenney (?:grade|categor\\w+)|foot ?rot|interdigital (?:skin|dermat\\w+) (?:with|of) Dich\\w+|road-?killed?|blood-?fed|longissimus dorsi at slaughter|fur|pelts?'

export const modelCues = [
  {
    kind: 'experimental model',
    weight: 1.8,
    pattern: new RegExp(`(?<![\\w-])(?:${procedures}|${toxicology})(?![\\w])`, 'gi'),
  },
] as const
