"""Words for the counterfactual generator: organs by topic, stains by class, people, animals, traps.

General medical and zoological vocabulary; no word was taken from the frozen gold captions.
"""

ORGANS = {
    'breast': 'breast|mammary gland|breast duct|nipple|axillary tail of the breast|terminal duct lobular unit',
    'lung': 'lung|bronchus|bronchiole|pleura|trachea|alveolar septa|lung parenchyma|bronchial mucosa|right upper lobe',
    'gi': 'colon|stomach|small intestine|duodenum|ileum|appendix|oesophagus|rectum|gastric mucosa|jejunum|sigmoid colon|colonic crypts',
    'liver_pancreas': 'liver|pancreas|gallbladder|bile duct|pancreatic islets|portal tract|hepatic lobule|ampulla of Vater',
    'skin': 'skin|dermis|epidermis|hair follicle|scalp|nail bed|subcutis|back skin|forearm skin',
    'prostate_male': 'prostate|testis|epididymis|seminal vesicle|penis|seminiferous tubules|spermatic cord',
    'kidney_urinary': 'kidney|renal cortex|glomerulus|urinary bladder|ureter|renal tubules|urothelium|renal pelvis',
    'gyn': 'uterus|ovary|cervix|endometrium|placenta|fallopian tube|vulva|myometrium|vagina|chorionic villi|oviduct',
    'cns': 'brain|cerebral cortex|cerebellum|hippocampus|spinal cord|brainstem|meninges|substantia nigra|peripheral nerve|white matter|thalamus',
    'head_neck': 'tongue|parotid gland|larynx|oral mucosa|nasal mucosa|gingiva|tooth|nasopharynx|tonsil|mandible|cochlea|buccal mucosa|salivary gland',
    'heme': 'lymph node|spleen|bone marrow|thymus|blood smear|white pulp|marrow trephine|peripheral blood',
    'soft_tissue_bone': 'femur|skeletal muscle|articular cartilage|tendon|synovium|vertebra|adipose tissue|growth plate|intervertebral disc|tibia|calvaria',
    'endocrine': 'thyroid|adrenal gland|pituitary|parathyroid|adrenal cortex|thyroid follicles|adrenal medulla',
    'cardiovascular': 'heart|myocardium|aorta|carotid artery|mitral valve|coronary artery|left ventricle|saphenous vein|atrium',
    'eye': 'retina|cornea|conjunctiva|lens|choroid|optic nerve head|iris|eyelid|lacrimal gland|ciliary body',
}
DISEASES = {
    'breast': 'invasive carcinoma of no special type|ductal carcinoma in situ|fibroadenoma|lobular carcinoma|phyllodes tumour|mastitis',
    'lung': 'adenocarcinoma with lepidic growth|organizing pneumonia|diffuse alveolar damage|emphysema|granulomatous inflammation|mesothelioma|small cell carcinoma',
    'gi': 'tubular adenoma|ulcerative colitis|intestinal metaplasia|signet ring cell carcinoma|villous atrophy|GIST|ulceration with crypt loss',
    'liver_pancreas': 'hepatocellular carcinoma|steatosis|bridging fibrosis|cholangiocarcinoma|ductal adenocarcinoma|lobular hepatitis|centrilobular necrosis',
    'skin': 'melanoma|psoriasis|basal cell carcinoma|bullous dermatitis|granulation tissue|hyperkeratosis|dermatofibroma|lichenoid dermatitis',
    'prostate_male': 'acinar adenocarcinoma|seminoma|benign hyperplasia|atrophy of seminiferous epithelium|orchitis',
    'kidney_urinary': 'clear cell carcinoma|membranous nephropathy|tubular necrosis|crescentic glomerulonephritis|urothelial carcinoma|mesangial expansion|interstitial fibrosis',
    'gyn': 'serous carcinoma|endometriosis|leiomyoma|trophoblast invasion|follicular cyst|squamous intraepithelial lesion|decidual vasculopathy',
    'cns': 'glioblastoma|gliosis|amyloid plaques|demyelination|neuronal loss|meningioma|infarct|perivascular cuffs|Lewy bodies',
    'head_neck': 'pleomorphic adenoma|squamous cell carcinoma|periodontitis|ameloblastoma|sialadenitis|nasal polyp|mucoepidermoid carcinoma',
    'heme': 'follicular lymphoma|leukaemia|extramedullary haematopoiesis|plasma cell myeloma|germinal centre hyperplasia|amyloid deposits|large cell lymphoma',
    'soft_tissue_bone': 'osteosarcoma|muscular dystrophy|osteoarthritis|rhabdomyosarcoma|new bone formation|chondrosarcoma|liposarcoma|fracture callus|myositis',
    'endocrine': 'papillary carcinoma|adrenal hyperplasia|pheochromocytoma|adenoma|goitre|lymphocytic thyroiditis',
    'cardiovascular': 'myocarditis|infarct scar|atherosclerotic plaque|neointimal hyperplasia|endocarditis|cardiomyocyte hypertrophy|thrombus',
    'eye': 'retinoblastoma|corneal neovascularization|uveitis|photoreceptor degeneration|pterygium|uveal melanoma|cataract',
}
STAINS = {
    'H&E': 'H&E|haematoxylin and eosin|hematoxylin-eosin|HE stain|H and E, ×200|H&E, original magnification ×400|HE|hematoxylin & eosin stain',
    'IHC': 'immunohistochemistry for {m}|{m} immunostain|anti-{m}, DAB|{m} IHC|immunoperoxidase, {m}|immunohistochemical staining for {m}|strong nuclear staining for {m}|{m} positivity',
    'special': 'PAS|Masson trichrome|Giemsa|Congo red|Ziehl-Neelsen|Alcian blue|Grocott|picrosirius red|Luxol fast blue|oil red O|reticulin stain|toluidine blue|von Kossa|Safranin O|Prussian blue|elastica van Gieson|Papanicolaou|cresyl violet|silver stain|Gomori',
    'other': 'immunofluorescence for {m} (green), DAPI (blue)|confocal image, {m} in red|electron micrograph|in situ hybridization for {m}|TEM|{m} (red) and phalloidin (green)|FISH with a probe for {m}|scanning electron microscopy|RNAscope, {m}',
    'unspecified': '|scale bar 50 µm|low power view|×100|high magnification|arrows mark the lesion',
}
MARKERS = 'CD3|CD20|CD31|CD34|CD45|CD68|CD163|Ki-67|p53|p16|S100|GFAP|vimentin|desmin|SMA|cytokeratin 7|CK20|synaptophysin|chromogranin A|collagen I|collagen IV|VEGF|HIF-1α|TGF-β|IL-6|TNF-α|cleaved caspase-3|PCNA|E-cadherin|β-catenin|PD-L1|FOXP3|SOX2|PAX8|insulin|NeuN|Iba1|MPO|F4/80|von Willebrand factor|podoplanin|AQP1|ZO-1|occludin|HMGB1|NF-κB|STAT3|fibronectin|laminin|MMP-9|BCL2|cyclin D1|TTF-1|WT1|ERG|KIT'

# Who it came from. `{o}` is never in here: the frame puts organ and subject together.
PEOPLE = '''a {age}-year-old {sex}|a {sex} aged {age}|patient {n}|the patient|case {n}|a patient with {d}|the index patient|a donor
a volunteer|a child with {d}|an infant|a renal transplant recipient|two siblings|an elderly man|a pregnant woman|a smoker|the proband|a nurse
a {age}-year-old farmer|a schoolboy|a teacher|the deceased|three patients|a kidney donor|a hospital worker|healthy controls and patients
a man who worked in a mine|her mother|a retired fisherman|a butcher|the second twin|a neonate|human subjects|a human cadaver|a body donor'''
HUMAN_SAMPLES = '''resection specimen|core biopsy|punch biopsy|autopsy specimen|surgical specimen|biopsy before treatment|tissue microarray core
endoscopic biopsy|post-mortem human tissue|human tissue|tumour resected at the second operation|needle biopsy|transplant biopsy|human sample
fine needle aspirate|cell block|frozen section during surgery|explanted organ of the recipient|specimen of the lobectomy|shave biopsy|human specimens'''
ANIMAL_SUBJECTS = '''a {a}|an adult {a}|a young {a}|a {age}-month-old {a}|three {a}s|an infected {a}|a {a} found dead|a captive {a}|a wild {a}|a pregnant {a}
a {a} from a zoo|a farmed {a}|a {age}-week-old {a}|a control {a}|a {a} fed the test diet|a newborn {a}|a {a} of group {n}|a male {a}|a female {a}'''
LAB_SUBJECTS = '''{s} mice|a {s} mouse|{g} mice|{g} animals|a {g} embryo at E{e}.5|a {age}-week-old {s} animal|{r} rats|a {r} rat|{r} dams|wild-type and {g} littermates
{g} pups at P{n}|sham-operated animals|STZ-treated animals|a mouse of the high-dose group|CCl4-treated rats|vehicle-treated mice|ovariectomized rats
a New Zealand White rabbit|a Hartley guinea pig|a Syrian hamster|a Göttingen minipig|a rhesus macaque|a beagle|an {g} animal {n} days after infection
animals killed on day {n}|an animal given 20 mg/kg by gavage|the model group|mutant larvae at {n} dpf|morphants at 48 hpf|a {n}-day chick embryo
a {b}, {age} years old, neutered male|a {age}-year-old {b}|a spayed {b}|an {age}-year-old {b} presented to a veterinary clinic|a {b} bitch|a {b} cow|a {b} ewe'''
MOUSE_STRAINS = 'C57BL/6|BALB/c|DBA/2|C3H/HeJ|FVB/N|129/Sv|ICR|CD-1|NOD|SJL|db/db|ob/ob|mdx|5xFAD|APP/PS1|K18-hACE2|Swiss|Kunming|MRL/lpr|AKR|A/J|NZB/W'
RAT_STRAINS = 'Wistar|Sprague-Dawley|Lewis|Fischer 344|Long-Evans|Brown Norway|Zucker|SHR|Dahl|Wistar Kyoto|Goto-Kakizaki|Dark Agouti|Lister hooded|Donryu'
GENES = 'Trp53|Apoe|Ldlr|Il10|Rag1|Cdh1|Pten|Nos3|Tlr4|Myd88|Sox9|Lepr|Mmp9|Stat3|Col2a1|Dmd|Fgfr3|Nf1|Kras|Ptch1|Vhl|Cftr|Foxp3|Gfap|Nphs2'
BREEDS = 'Labrador|Boxer|German Shepherd|Holstein|Merino|Beagle|Poodle|Siamese|Persian|Maine Coon|Thoroughbred|Arabian|Angus|Jersey|Suffolk|Duroc|Landrace|Dachshund|Rottweiler|Golden Retriever|Cocker Spaniel|Shih Tzu|Welsh Corgi|Pug|Ragdoll|Bengal|Hanoverian|Charolais|Saanen|Texel|Leghorn|Greyhound|Border Collie|Schnauzer|Birman|Akita|Weimaraner|Connemara'
COMMON = 'mouse|rat|dog|cat|pig|rabbit|horse|cow|sheep|goat|chicken|monkey|ferret|hamster|guinea pig|gerbil|zebrafish|frog|calf|lamb|foal|piglet|broiler|hen|duck|turkey|pigeon|parrot|tortoise|salmon|trout|carp|macaque|baboon|marmoset|alpaca|camel|donkey|deer|seal|dolphin|bat|kitten|puppy|ewe|sow|mare|bull|ram|doe|buck|stallion|heifer|gosling|koala|python|gecko|axolotl|quail'
HOSTS = 'mouse|rabbit|goat|rat|donkey|sheep|guinea pig|chicken|hamster|horse|swine|llama|human'

# Said in a caption about people: the animal or plant is not on the slide.
HUMAN_TRAPS = '''{h} anti-{m} (1:200)|mouse monoclonal anti-{m}|rabbit polyclonal antibody to {m}|{h} anti-{h2} Alexa 488|{h} anti-{h2} HRP conjugate|anti-{m} raised in {h}
{h} IgG instead of the primary antibody|normal {h} serum as control|blocked with {h} serum|biotinylated {h} anti-{h2} IgG|primary antibody from {h}|{h} antiserum, 1:500
cultured with fetal bovine serum|grown in rat-tail collagen|embedded in Matrigel from mouse tumour|bovine albumin in the buffer|porcine gelatin sponge|fixed on chicken egg albumin
covered with bovine collagen matrix|after implantation of a porcine valve|bovine pericardial patch|treated with horse antithymocyte globulin|after {h} antivenom|under heparin from pig
on mouse feeder cells|coated with mouse laminin|wheat germ agglutinin in red|horseradish peroxidase|peanut agglutinin|trypsin from pig|fed with fish oil|taking cod liver oil
after a {a} bite|bitten by a {a}|scratched by his {a}|lives with two {a}s|owner of a {a}|works on a {a} farm|{a} breeder|allergy to {a} hair|after contact with {a}s|kept {a}s|stung by a wasp
{a} flu|avian influenza|swine influenza|cat-scratch disease|rat-bite fever|bird fancier's lung|monkeypox|cowpox|psittacosis from a parrot|bovine tuberculosis|dog tapeworm|pork tapeworm|fish tapeworm|rabbit fever|deer tick bite
{a}-like pattern|{a}-shaped cells|{a}'s-eye appearance|a pattern that resembles a {a}|nuclei like coffee beans|chicken-wire calcification|owl-eye inclusions|swan-neck deformity|fish-mouth opening|herringbone pattern|strawberry surface
onion-skin fibrosis|popcorn cells|rice bodies|cauliflower-like mass|apple-green birefringence|orange-peel skin|nutmeg pattern|tigroid background|zebra bodies|spider naevi|butterfly rash|moth-eaten lesion|worm-like projections
MDM2 amplification|murine double minute 2|FISH for HER2|DOG1 positive|hedgehog pathway activation|CAT activity|the Kirsten rat sarcoma gene|simian virus 40 antigen|mouse mammary tumour virus-like sequences|homolog of Drosophila notch
worms in the lumen|larvae in the tissue|an embedded tick|lice on the lashes|amoebae in the crypts|hyphae in the vessel|yeast cells in macrophages|schistosome eggs|bacteria in the glands|leishmania in macrophages|microfilaria
as described in the mouse|unlike in rats|as in animal models|the mouse study cited above|a finding known from dogs|in contrast to rodents'''
# Said in a caption about animals: the human word is not on the slide.
ANIMAL_TRAPS = '''anti-human {m}|human {m} transgene|expressing human {m}|humanized {m}|recombinant human {m}|given human insulin|mutant human {m}|mimics the human disease|as in patients with {d}
infected with an isolate from a patient|inoculated with patient serum|injected with patient-derived cells|human {d} cells implanted under the skin|xenograft of patient {n}|PDX of patient {n}|a graft of human tissue
transplanted with human stem cells|bearing {l} tumours|orthotopic {l} xenograft|{l} cells grown on chorioallantoic membrane|teratoma from human iPSC|human cells in nude hosts|a child's isolate|mouse anti-human {m}
the patient was discharged after surgery|the owner declined surgery|presented to the hospital|referred for chemotherapy|after therapy the patient recovered|biopsy taken under anaesthesia|grade II tumour|stage III disease|clinical signs
a model of {d}|model of human {d}|clinical score 3|surgical biopsy|post-mortem examination|autopsy|tissue microarray|{age} years old|in the elderly|adult female|aged male'''
HUMAN_LINES = 'HeLa|MCF-7|A549|HepG2|HEK293|U87|PC-3|HCT116|SH-SY5Y|THP-1|Jurkat|Caco-2|HaCaT|MDA-MB-231|LNCaP|A375|K562|U2OS|HUVEC|SKOV3|T47D|Huh7|H1299|SW480|PANC-1|HT-29|BT-474|RPE1|LN229|OVCAR8|Raji|786-O|ARPE-19|SaOS-2'
ANIMAL_LINES = 'NIH3T3|RAW264.7|C2C12|B16F10|4T1|CT26|LLC|MC3T3-E1|3T3-L1|PC12|H9c2|MDCK|Vero|CHO|COS-7|BHK-21|Neuro2a|BV2|L929|MEF|J774|INS-1|NRK-52E|IEC-6|Sf9|S2|MDBK|MC38|GL261|ATDC5|MIN6|C6|DF-1|bEnd.3|EL4|ID8|Renca|PK-15'
HUMAN_CELLS = '''{l} cells|{l} monolayers|primary human fibroblasts|monocytes from healthy donors|patient-derived organoids|human iPSC|human embryonic stem cells|primary keratinocytes of donor {n}|PBMC of patients'''
ANIMAL_CELLS = '''{l} cells|primary mouse hepatocytes|bone marrow-derived macrophages of {s} mice|rat cortical neurons at DIV {n}|primary neonatal rat cardiomyocytes|mouse embryonic stem cells|splenocytes of {g} mice|bovine chondrocytes|porcine oocytes|chick dorsal root ganglion explants|canine mesenchymal cells'''
PLANTS = '''leaf of {p}|root tip of {p}|stem section of {p}|{p} seedlings|petiole of {p}|{p} anther|shoot meristem of {p}|{p} endosperm|stamens of {p}|xylem of {p}'''
MICROBES = '''colony on agar|culture isolated from the patient|yeast culture|bacterial pellet|virus particles|biofilm on a glass slide|promastigotes in culture|spores of the isolate|adult worm recovered from the gut|phage particles|gram stain of the isolate'''

HUMAN_TITLES = '''{D} in a {age}-year-old {sex}: a case report|Outcome of {d} in {n}0 patients|Prognostic value of {m} in {d}|A clinicopathological study of {d}|{m} expression in patients with {d}|{D}: a case series
A rare case of {d} of the {o}|Post-mortem findings in {d}|Quality of life after surgery for {d}|Genome-wide association in {d}|Diagnosis of {d} on biopsy|Human {o} in health and disease|A randomized trial in {d}'''
ANIMAL_TITLES = '''{m} protects against {d} in mice|Effect of {m} on {d} in rats|{D} in a {a}|{D} in {a}s: {n} cases|A mouse model of {d}|Loss of {g0} causes {d}|Canine {d}: a retrospective study|Feline {d}|Pathology of stranded {a}s
Toxicity of a plant extract in Wistar rats|{g0} deficiency aggravates {d}|Experimental {d} in {a}s|The zebrafish as a model of {d}|Histology of the {o} of the {a}|Bovine {d} in dairy herds|Xenograft model of {d}|Dietary zinc and {o} growth in broilers'''
SILENT_TITLES = '''{m} in {d}|The role of {m} in the {o}|Pathology of {d}|Structure of the {o}|Mechanisms of {d}||||'''
