/** Words of experiments on animals and plants, and what else is not human tissue. */
export const xenograftCues = [
  {
    kind: 'xenograft',
    weight: 4,
    pattern:
      /\b(?:NSG(?:-\w+)?|NOG|NCG|FRG(?:N|-\w+)?|BRGS?F?|NRG|NXG|MISTRG\w*|uPA[/-]SCID|TK-NOG|huHep|PXB|hu-(?:HSC|PBL|PBMC|SRC|BLT)(?:-\w+)?|BLT (?:mice|mouse|hosts?|recipients?)|(?:athymic|nude|SCID|immunodeficient|immunocompromised) (?:hosts?|recipients?|animals?)|NOD[-/ ]?SCID|(?:BALB\/c|nu\/nu)[- ]nude|nu\/nu|xeno(?:-?graft\w*|transplant\w*|genic|graft)|xenotransplantation|PDO?Xs?\b|CDXs?\b|patient-derived xeno\w*|(?:athymic|nude|SCID|immunodeficient|immunocompromised|humani[sz]ed|NSG|NOG|NOD\/SCID)[\w /.-]{0,14}\b(?:mice|mouse|rats?|recipients?|hosts?)|tumou?r-bearing (?:mice|mouse|rats?|animals?|hamsters?|nude)|chorio-?allantoic membrane|(?:on|onto) (?:the |a )?(?:chick(?:en)? )?CAM\b|grown in eggs|CAM (?:assays?|models?)|teratomas? (?:assay|formation)|teratomas?[^.;]{0,80}(?:inject\w+|implant\w+|capsule|hiPSCs?|iPSCs?|hESCs?|ES cells)|(?:hiPSCs?|iPSCs?|hESCs?|ES cells)[^.;]{0,60}teratomas?|(?:implanted|injected|inoculated|engrafted|transplanted|grafted) (?:[\w-]+ ){0,3}?(?:subcutaneously|orthotopically|into (?:the )?(?:flanks?|nude|SCID|immuno|mice|mouse|tail veins?|mammary fat pads?|renal capsule|kidney capsule|testis|brains? of))|subcutaneous(?:ly)? (?:implant\w+|inject\w+|tumou?rs in)|mammary fat pads?|kidney capsule|renal capsule|SCID-beige|(?:transplanted|injected|inoculated|implanted|engrafted|grafted|reconstituted) with (?:human|patient-derived|tumou?r) [\w -]{0,24}cells|human [\w -]{0,36}cells (?:implanted|injected|transplanted|engrafted|grafted)|grafts? of human|engrafted human|human [\w -]{0,24}(?:engraftment|chimerism)|teratomas? (?:from|of) (?:human|hi?PSC|hESC)|bearing [\w-]+ (?:xeno|tumou?rs)|SCID[- ]hu|orthotopic (?:\w+ ){0,2}(?:implant\w*|tumou?rs?|model|inject\w+|graft\w*|xeno\w*))\b/gi,
  },
] as const

export const experimentCues = [
  {
    kind: 'source',
    weight: 4,
    pattern:
      /\b(?:tissue )?source: ?(?:canine|simian|monkey|bovine|murine|porcine|feline|equine|rat|mouse|rabbit)\b[\w ]*/gi,
  },
  {
    kind: 'animals',
    weight: 2.6,
    pattern:
      /\b(?:(?:humans? and (?:other |domestic |wild )?|experimental|laboratory|control|treated|infected|diseased|sham|transgenic|knock-?out|mutant|wild-?type|immuni[sz]ed|diabetic|domestic|wild|farm|companion|hypertensive|aged|young|adult|naive|anaesthetized|anesthetized|chronic|injured|lesioned|stressed|housed|each|per|other|\d+) animals?|animals? (?:model|experiments?|group|study|studies|tissue|were|was|at|in|with|treated|of|that|per|from|after|received|after|\d+)|\bin \d+ animals)\b/gi,
  },
  { kind: 'animals', weight: 1.7, pattern: /\b(?:animals?)\b/gi },
  {
    kind: 'handling',
    weight: 2.2,
    pattern:
      /\b(?:sacrificed?|sacrificing|euthani[sz]ed|euthanasia|necrops(?:y|ies|ied)|oral gavage|gavaged?|by gavage|i\.?p\. (?:injection|injected|administ\w+)|intraperitoneal(?:ly)?(?: inject\w+)?|intragastric(?:ally)?|intratracheal(?:ly)?|intracranial(?:ly)? (?:inject|inocul)\w+|tail[- ]vein|tail tip|hind ?limbs?|forelimbs?|hind ?paws?|footpads?|bregma|stereotax\w+|sham[- ](?:operated|surgery|group|control|treated)|ovariectom\w+|OVX|orchiectomi[sz]ed|(?:bile duct|LAD|carotid|coronary) ligation|MCAO|tMCAO|AAV\d?|lentivir\w+ inject\w+|cecal ligation|CLP\b|streptozotocin|STZ\b|CCl4|CCL4|carbon tetrachloride|dextran sul(?:f|ph)ate sodium|DSS\b|TNBS|azoxymethane|AOM\/DSS|DMBA|N-nitroso\w+|DEN[- ](?:induced|treated|exposed)|diethylnitrosamine|thioacetamide|MPTP|6-OHDA|bleomycin-(?:induced|treated)|monocrotaline|adenine-induced|cuprizone|\bEAE\b|collagen-induced arthritis|\bCIA\b|high-?fat diet|HFD\b|chow|ad libitum|mg[/ ·.]?kg(?:[- ]?1|−1|⁻¹)?|g\/kg|mg kg|body weight|b\.w\.|bw\/day|LD50|challenged with|gestational day|GD ?\d{2}|estrous|oestrous|weaning|brood|hatch\w*|moult\w*|spawning|wing discs?|cloaca|bursa of Fabricius|rumen|omasum|abomasum|udder|wool|antlers?|whisker (?:follicles?|pads?|barrels?)|vibrissae?|barrel cortex|electric organ|swim ?bladder|gills?|gizzards?|proventriculus|wattles?|tail fin|caudal fin|caudal peduncle|fin regener\w+|beak|feathers?|plumage|yolk(?! sac (?:tumou?r|component|element|pattern|differentiation))|egg ?shell|snout)\b/gi,
  },
  {
    kind: 'manipulated',
    weight: 1.2,
    pattern:
      /\b(?:knock-?outs?|KO(?=\b)|knock-?in|null mutants?|transgenic\w*|conditional|homozygous mutants?|wild-?type(?: and)? (?:controls?|mutants?)|mutants\b|mutant\b(?<!\b[A-Z0-9]{2,6}-mutant)(?<!\b[A-Z]\d{2,4}[A-Z] mutant)(?! (?:proteins?|alleles?|tumou?rs?|melanomas?|gliomas?|cancers?|carcinomas?|astrocytomas?|adenocarcinomas?|lung|colorectal|colon|thyroid|kinases?|receptors?|constructs?|cases?|patients?|[A-Z][A-Z0-9]+))|WT\b(?!-?1)|hemizygous|heterozygous littermates|backcross\w*|lines? \d+|overexpressing lines?|rescue[d]?)\b/g,
  },
  // A parasite in a person is a larva too.
  { kind: 'larva', weight: 1.4, pattern: /\b(?:larva[el]?|pupa[el]?|instar)\b/gi },
  { kind: 'animals', weight: 2.2, pattern: /\banimals\b/gi },
  {
    kind: 'model group',
    weight: 1.6,
    pattern: /\b(?:model|blank|sham|(?:low|medium|middle|high)[- ]dose|dose) groups?\b/gi,
  },
  {
    kind: 'animal life',
    weight: 2.4,
    pattern:
      /\b(?:captive|farmed|(?<!-)stranded|free-ranging|free-living|wild-caught|feral|grazing|slaughtered|zoo-housed|cage-housed|pastured)(?=,? [a-z])|\b(?:an?|the|two|three|\d+) wild (?!-?type)[a-z]+|\bfound dead\b|\b(?:an?|adult|young|juvenile|male|female|wild|farmed|captive|pregnant|infected|healthy|stranded|mature|old) (?:\w+ )?(?:rams?|doe|bucks?|wethers?|bats?|seals?|hinds?|stags?|drakes?|ganders?|kids? (?:goats?|fed|born)|toms?|jills?|cranes?|bears?|crows?|rays|skates?|groupers?|buzzards?)\b(?! (?:of|on) (?:approval|the skin))/gi,
  },
  {
    kind: 'groups',
    weight: 0.8,
    pattern:
      /\b(?:fed (?:a|with|on|ad)|vehicle(?:-treated| control| group)?|control group|treated group|treatment group|sham|normal control|positive control group|low dose|high dose|day \d+ (?:post|after)|dpi\b|p\.i\.|post-?infection|weeks? post|in vivo)\b/gi,
  },
] as const

export const plantCues = [
  {
    kind: 'plant',
    weight: 3,
    pattern:
      /\b(?:seedlings?|cultivars?|cv\.|plantlets?|transgenic (?:plants?|lines?|rice|tobacco)|(?:infected|inoculated|mutant|wild-type|rice|wheat|tomato|maize|tobacco|transformed|transgenic|host|mature|whole) plants?|plants? (?:were|grown|expressing|treated|inoculated|height|tissue|cells?|root|leaf|leaves)|root (?:tips?|hairs?|meristems?|apex|cap)|shoot (?:apical|apex|meristem)|(?:flag|rosette|cauline|detached|infected|rice|wheat|maize|tobacco|barley|tomato|young|mature|plant|senesc\w+) lea(?:f|ves)|leaf (?:sections?|blades?|sheaths?|discs?|epidermis|mesophyll|surface|lamina|tissue|segments?|extract)|leaf(?:let)?s?\b(?! (?:mitral|valve|aortic))|mesophyll|stomata(?:l)?|guard cells?|xylem|phloem|cambium|parenchyma cells? of the (?:stem|root)|endosperm|aleurone|spikelets?|panicles?|anthers?|pollen (?:tubes?|grains?|mother)|microspores?|pistils?|stigmas?|ovary of the flower|ovules?|embryo sac|siliques?|petals?|sepals?|stamens?|florets?|inflorescences?|cotyledons?|hypocotyls?|coleoptiles?|internodes?|petioles?|rhizomes?|tubers?|nodules? of (?:soybean|medicago)|callus (?:induction|culture|tissue)|protoplasts?|chloroplasts?|plastids?|thylakoids?|GUS (?:staining|expression|activity|reporter)|agroinfiltrat\w+|Agrobacterium|N\. benthamiana|mycorrhiza\w*|grain (?:yield|weight)|germinat\w+|arabidopsis|chlorophyll|photosynthe\w+|introgression|QTLs?|accessions?|genotypes? grown|hexaploid|tetraploid|allotetraploid)\b/gi,
  },
  {
    kind: 'crop',
    weight: 2.2,
    pattern:
      /\b(?:rice|maize|wheat|barley|sorghum|soybeans?|millet|starch granules|oats?|rye|sourdough|bread|dough|flour)\b/gi,
  },
] as const
