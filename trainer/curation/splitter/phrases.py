"""Words that generated captions are made of besides real parts: groups, carriers, tails, and the traps that name no panel."""

ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']
UNITS = ['50 μm', '100 µm', '20 μm', '1 cm', '5 mm', '200 nm', '10 μm', '0.5 mm', '2 cm', '500 nm', '×200', '×400', '40x']
GROUPS = [
    ['control mice', 'treated mice'], ['wild type', 'mutant'], ['WT', 'KO'], ['sham', 'model', 'treatment'],
    ['adenocarcinoma', 'squamous cell carcinoma', 'normal mucosa'], ['normal tissue', 'tumor tissue'],
    ['day 3', 'day 7', 'day 14', 'day 28'], ['0 h', '12 h', '24 h', '48 h'], ['the cortex', 'the medulla'],
    ['low grade', 'intermediate grade', 'high grade'], ['H&E', 'PAS', 'Masson trichrome', 'reticulin'],
    ['ER', 'PR', 'HER2', 'Ki-67'], ['CD3', 'CD20', 'CD68', 'CD31'], ['vimentin', 'desmin', 'S100', 'cytokeratin'],
    ['low magnification', 'high magnification'], ['left ovary', 'right ovary'], ['liver', 'kidney', 'spleen', 'lung'],
    ['patient 1', 'patient 2', 'patient 3'], ['the epithelium', 'the stroma'], ['bright field', 'fluorescence'],
    ['young leaves', 'mature leaves', 'roots', 'stems'], ['case 1', 'case 2'], ['before treatment', 'after treatment'],
    ['hematoxylin and eosin', 'Alcian blue', 'Congo red'], ['axial', 'coronal', 'sagittal'], ['T1', 'T2', 'FLAIR'],
    ['placebo', '10 mg/kg', '20 mg/kg', '40 mg/kg'], ['score 0', 'score 1+', 'score 2+', 'score 3+'],
]
CARRIERS = [
    'Immunohistochemical staining of', 'Representative images of', 'Expression of', 'Photomicrographs showing', 'Sections of',
    'Histological sections from', 'Hematoxylin and eosin staining of', 'Immunostaining for', 'Levels of', 'The tissue was positive for',
    'Tumor cells were positive for', 'Micrographs of', 'Western blot analysis of', 'Microscopic appearance of', 'Quantification of',
    'Scanning electron microscopy of', 'Comparison of', 'Serum concentrations of', 'Higher magnification of', 'Mice treated with',
    'Low-power view of', 'Biopsy specimens showing', 'Sections were stained with', 'Kaplan–Meier curves for', 'Effect of treatment on',
    'The sections show', 'Images were taken from', 'Growth of', 'Correlation between age and', 'Localization of',
]
TAILS = [
    'in paraffin sections', 'in the liver of rats', 'in patients with cancer', 'after 24 h', 'of the same patient', 'in tumor cells',
    'in the three groups', 'at 8 weeks', 'are shown', 'were measured', 'under the microscope', 'in breast carcinoma', 'in the colon',
    'in healthy controls', 'by immunohistochemistry', 'during follow-up', 'on day 21', 'in response to stress',
]
REFERENCES = ['Same section as in ({}).', 'Higher magnification of the boxed area in ({}).', 'Quantification of the data shown in {}.', 'The arrow marks the region enlarged in panel {}.', 'Conditions as in {}.', 'See also ({}).']
LEGENDS = [
    'V, vacuole; X, xylem; P, phloem.', 'T, tumor; S, stroma; N, necrosis.', 'A, artery; B, bronchus; AL, alveolus.', 'G: glomerulus; T: tubule.',
    'ML, middle layer; E, epidermis; T, tapetum.', 'C, control; L, low; H, high.', 'M, marker; lanes 1–4, samples.', 'CV, central vein; PT, portal tract; H, hepatocyte.',
    'EC endometrial cancer; N normal; T tumor.', 'Asterisks, lumen; arrows, nuclei.', 'a, axon; b, myelin; m, mitochondrion.', 'B: bone; C: cartilage; D: dentin.',
]
TRAPS = [
    'Patients received vitamin D and hepatitis B vaccine.', 'Lanes A–C, markers; lane D, control.', 'Different letters (a, b, c) indicate significant differences.',
    'Bars with different letters a, b and c differ (P < 0.05).', 'Grade I–II tumors and grade III tumors were compared.', 'Groups (A) to (D) are defined in the text.',
    'Steps (1) and (2) were repeated: (i) washing, (ii) drying, and (iii) weighing.', 'The left side of the image shows the right lobe.', 'Influenza A and B viruses were tested.',
    'Protein A and protein G beads were used.', 'Arrow points to the left atrium (LA) and the right ventricle (RV).', 'Columns A and B of the table list the codes.',
    'Roots (R), stems (S) and leaves (L) were sampled.', 'Complex A (green) binds subunit B (blue).', 'E. coli and S. aureus were cultured; C. albicans was not.',
    'Three conditions were tested: (a) water, (b) saline, and (c) drug.', 'Males (M), females (F) and controls (C) are plotted.', 'Chromosomes 1 to 5 (A genome, B genome and D genome).',
    'Scale is shown on the left; colour key on the right.', 'Alanine (A), glycine (G) and cysteine (C) residues are marked.', 'Class I and class II genes; type I collagen.',
    'Boxes 1, 2 and 3 mark the regions of interest.', 'Numbers (1)–(5) mark the layers.', '(1) skin, (2) muscle, (3) bone, and (4) nerve are indicated.', 'The plot on the left shows means, that on the right medians.',
    'Stained with hematoxylin and eosin (H,E).', 'A: amygdala; B: brainstem; C: cerebellum; D: dentate gyrus.', 'Primers F and R; probes a and b.', 'The patient (A) gave consent.', 'HLA-A, HLA-B and HLA-C alleles.',
]
