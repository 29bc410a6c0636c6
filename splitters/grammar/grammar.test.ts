import { expect, test } from 'vitest'
import { readMarkers } from './index.ts'

const labels = (caption: string) => readMarkers(caption).labels.join(' ')

test.each([
  ['brackets first', 'Kidney. (A) Glomerulus. (B) Tubule. (C) Vessel.', 'A B C'],
  ['brackets last', 'Expression of CD3 (a), CD20 (b) and CD68 (c) in tonsil.', 'a b c'],
  ['square brackets', 'Colon. [A] Normal mucosa; [B] adenoma.', 'A B'],
  ['half brackets', 'Liver biopsy. A) Steatosis. B) Fibrosis. C) Cirrhosis.', 'A B C'],
  ['full stops', 'Skin lesions. A. Papule on the arm. B. Plaque on the leg.', 'A B'],
  ['colons', 'Stains of the lung. A: H&E; B: trichrome; C: elastica.', 'A B C'],
  [
    'bare small letters',
    'Growth of roots. a Control seedlings. b Treated seedlings. c Mutants.',
    'a b c',
  ],
  ['Panel', 'Two patients. Panel A shows a nodule. Panel B shows a mass.', 'A B'],
  ['ranges', 'Tumours. (A–C) Primary tumour. (D, E) Metastasis.', 'A B C D E'],
  ['a matrix', 'Mice (A, C) and rats (B, D) fed chow (A and B) or fat (C and D).', 'A C B D'],
  ['Roman numerals', 'Stages: (i) early; (ii) middle; (iii) late.', 'i ii iii'],
  ['letter with number', 'Roots (A1), stems (A2), leaves (B1) and buds (B2).', 'A1 A2 B1 B2'],
  [
    'a gap filled',
    'Views. (A) Whole slide. B Detail of the edge. (C) Nuclei at high power.',
    'A B C',
  ],
  ['positions', 'Retina of a control eye (left) and a treated eye (right).', 'left right'],
  [
    'a range of bracketed ends',
    'Rats. (A)–(C) Cortex. (D) to (F) Medulla. (G) Score.',
    'A B C D E F G',
  ],
  ['numbers under pictures', 'Images of shells. (1) Elphidium. (2) Ammonia.', '1 2'],
  [
    'a panel that is only pointed at',
    'Mice. (a) Weight. (b) Fat. The spleen is seen in (c). (d) Score.',
    'a b c d',
  ],
  ['panels that open a sentence with "In"', 'Mice. In (a), weight. In (b), fat mass.', 'a b'],
  ['panels named where a thing is seen', 'Growth at 4 °C in (a) and at 30 °C in (b).', 'a b'],
  ['what is given in the last panel', 'Milk of cows (a). That of goats is given in (b).', 'a b'],
  ['half brackets in a row', 'Leaves. a) proline content b) sugar content c) starch.', 'a b c'],
  ['entries with "and"', 'Activities (A: lipase, B: amylase, and C: trypsin) in gut.', 'A B C'],
  [
    'a small letter after a forgotten stop',
    'Gels. a Bands of the parent b Bands of the hybrid. c Size markers.',
    'a b c',
  ],
  [
    'a letter after a colon',
    'Forests of the island: a Canopy in the north. b Undergrowth. c Scrub near the coast.',
    'a b c',
  ],
  [
    'a gene after a range',
    'Ears. A, Plot of all genes. B, Score. C–D, G2 in wild type. E, G2 in the mutant.',
    'A B C D E',
  ],
  ['keys with signs', 'Discs: A- water, B – proteinase K, C- saline, D- ethanol.', 'A B C D'],
  [
    'keys that speak of letters',
    'Flours. A = oat, B = rye, C = pea A, D = pea B, E = corn.',
    'A B C D E',
  ],
  ['a half bracket after a preposition', 'Scores for a) mice, b) rats.', 'a b'],
  ['ranges that are shown', 'Wild type is shown in a–b, mutants are shown in c–d.', 'a b c d'],
  [
    'brackets that go on where open keys end',
    'Buds. a Wild type. b Mutant. D-E: light after 2 days (c) and 3 weeks (d).',
    'a b c d',
  ],
  [
    'panels that others are made from',
    'Blots. (A) (a) Eluate. (b) Wash of (a). (B) (a) Eluate in (A) was heated. (b) Wash.',
    'Aa Ab Ba Bb',
  ],
  [
    'a list that begins after "for" and goes on in sentences',
    'Levels are shown for a Mice on chow, b Rats on chow. c Dogs on chow. d Cats on chow.',
    'a b c d',
  ],
  [
    'brackets that go on after open letters',
    'Roots. a Tip. b Hair. c Base. d Shoots. Fluorescence of lines 1 (e) and 2 (f). Bar: 1 mm for d; 2 mm for a–f.',
    'a b c d e f',
  ],
  ['a first letter that was forgotten', 'Mean mass, (B) length and (C) age of mice.', 'A B C'],
  [
    'places that share a text',
    'SEM. Left: a cube; middle and right: needles.',
    'left middle right',
  ],
  [
    'two places in one bracket',
    'Distances of x (top, left panel), y (top, right panel) and z (bottom panel).',
    'top left top right bottom',
  ],
  [
    'panels beside numerals of oxidation',
    'Rust. (A) Iron. Fe(II) and Fe(III) were added. (B) Oxygen.',
    'A B',
  ],
  [
    'reagents of a panel',
    '(A) Route to 6. Reaction conditions: (a) NaOH; (b) HCl. (B) Route to 7.',
    'A B',
  ],
  [
    'things that a panel counts',
    'Crops. (A) Plots grown in three ways: (i) alone, (ii) mixed and (iii) in rows. (B) Yield.',
    'A B',
  ],
  ['places in one bracket', 'Scores of both sexes (left: men; right: women).', 'left right'],
  ['places after dashes', 'Soil in two tanks (tank 1—left; tank 2—right).', 'left right'],
  [
    'two places in a bracket',
    'Plots for zinc and iron (upper and lower panel, respectively).',
    'upper lower',
  ],
  [
    'two places that open a sentence',
    'The left and right gels show old and young mice, respectively.',
    'left right',
  ],
  [
    'columns and rows',
    'Barley (left) and oats (right) before (top) and after (bottom) drying.',
    'top left bottom left top right bottom right',
  ],
  [
    'places that open sentences, not those inside',
    'Rot. Top left, gels. Top right, spores of wild type (top) and mutant (bottom).',
    'top left top right',
  ],
  [
    'letters in a row',
    'Mentha. A habit B–C leaves: B from above C from below D flower. A by K. Smith.',
    'A B C D',
  ],
  [
    'letters in a row with stops',
    'Yields. A. Wet year B. Dry year C. Wet year, fed D. Dry year, fed.',
    'A B C D',
  ],
  [
    'rows of letters under Roman numerals',
    'Moulds. (i) Bait a. Dead flies b. Fresh agar c. Spores. (ii) Soil a. Sand b. Clay.',
    'ia ib ic iia iib',
  ],
  ['a letter in the wrong case', 'Knee. a Before. B During. c A year after.', 'a B c'],
  ['a first letter in the wrong case', 'Models. A) Chain. b) Map. c) Fold. d) Score.', 'A b c d'],
  ['a letter glued to the title', 'Growth of moulds.A. Control. B. Copper. C. Zinc.', 'A B C'],
  [
    'letters after a forgotten stop',
    'Plots of the model (made with software) a Box plot. b Predicted values. c Residuals.',
    'a b c',
  ],
  ['letters after a letter', 'a. Number of trees in area A. b. Height of trees in area A.', 'a b'],
  ['weights', 'Fields: a grain number, b grain weight (g), c height, d setting rate.', 'a b c d'],
  ['rows', 'The upper row shows the liver, the lower row shows the spleen.', 'upper row lower row'],
] as const)('finds %s', (_, caption, expected) => {
  expect(labels(caption)).toBe(expected)
})

test('one alphabet inside another is concatenated', () => {
  expect(labels('Hearts. (A) Ventricle. (B) Valves: (i) mitral, (ii) aortic. (C) Septum.')).toBe(
    'A Bi Bii C',
  )
  expect(labels('Cells. (a) Plot. (b) Staining with water (b1) and drug (b2).')).toBe('a b1 b2')
})

test('capitals are nested in small letters when they run through a panel, never in capitals', () => {
  expect(
    labels('Rice. (a) Map. (b) Callus (A), shoots (B), roots (C) and transfer (D). (c) Gel.'),
  ).toBe('a bA bB bC bD c')
  expect(
    labels('Rice. (a) Map. (b) Wild type (A, C) and mutant (B, D). (A–D) Ears at two stages.'),
  ).toBe('a bA bC bB bD')
  expect(labels('Genes. (a) Map with arms (A, C) and loops (B, D). (b) Gel.')).toBe('a b')
  expect(
    labels('Buds. (A) Day 1. (B) Day 2, then (C) day 3 and (D) day 4; (A, C) tips, (B, D) sides.'),
  ).toBe('A B C D')
})

test('a heading alone holds no other alphabet', () => {
  expect(labels('Rats. A, B) Cortex of males (a) and females (b). (c–e) Ratio of counts.')).toBe(
    'a b c d e',
  )
})

test.each([
  ['controls', 'Spectra. (A) Gels of patients (P1–P3) and controls (C1–C3). (B) Scores.', 'A B'],
  ['acids', 'Yields of (A) straw and (B) husk. Acids are acetate (C2) and butyrate (C4).', 'A B'],
  ['cultures', 'Gels. (A) All. (B) Some. (C) Spots of culture 1 (C1) and culture 2 (C2).', 'A B C'],
  [
    'days',
    'Rice. (a) Death. (b) Doubling. (c) Size. (d) Length (d4 = day 4, d7 = day 7).',
    'a b c d',
  ],
  [
    'donors',
    'Blots of donors (D1–D5) for (A) actin, (B) desmin, (C) keratin and (D) CD3.',
    'A B C D',
  ],
  ['a key', 'Genomes. (A) Sites; (B) circles. a, few sites; b, more sites; c, most sites.', 'A B'],
  ['time', 'Bamboo. a Buds. b Leaves. c Transcripts. RNA came from 14 d seedlings.', 'a b c'],
  [
    'tests',
    'Rats. Mean mass. a = p < 0.05 vs fed, b = p < 0.05 vs old, c = p < 0.05 vs lean, d = p < 0.01 vs male.',
    '',
  ],
  ['other figures', 'Kinases. (A) Binding, as tested before (Figure 2C,D). (B) Loss.', 'A B'],
  ['organs', 'Genes. (A) Day 1. (B) Day 2. (C) Day 3. Root (R), leaf (L), ear (E).', 'A B C'],
] as const)('codes of %s add no panel', (_, caption, expected) => {
  expect(labels(caption)).toBe(expected)
})

test.each([
  ['structure letters', 'Section of anther with epidermis (E), tapetum (T) and middle layer (M).'],
  ['keys', 'Rat kidney. G, glomerulus; T, tubule; V, vessel. Bar, 50 µm.'],
  ['a lone letter', 'The tumour grew quickly after one month (A). It then regressed.'],
  ['a stain', 'Lymph node stained with hematoxylin and eosin (H,E), ×200.'],
  ['vitamin D', 'Patients with hepatitis B took vitamin D and protein C for a year.'],
  ['genus initials', 'Growth of E. coli, S. aureus, A. niger and B. subtilis on agar.'],
  ['letters that compare', 'Bars with the same letters (a, b, c) do not differ.'],
  ['genomes', 'Markers on the chromosomes of three genomes (A, B, D).'],
  ['species in a row', 'Moulds: A. niger, B. cinerea, C. albicans and D. salina on agar.'],
  ['strains', 'Blots. Strain C1, red; C2, green; and C4, blue, in three media.'],
  ['clusters', 'Tree of the family with its four clusters (I, II, III, IV).'],
  ['samples', 'Genes found in A1 and A2, in A2 and A3, and in A1 and A3.'],
  ['sides of the body', 'Ultrasound of the left testis and the right kidney of a boy.'],
  ['statistics', 'Bars are means (n = 5, p < 0.05) of control (C) and drug (D) groups.'],
] as const)('%s are no panels', (_, caption) => {
  expect(labels(caption)).toBe('')
})

test('a reference to another panel stays text', () => {
  const { markers } = readMarkers('Lung. (A) Overview. (B) Higher magnification of the box in (A).')
  expect(markers.map((marker) => marker.labels)).toEqual([['A'], ['B']])
})

test('a legend of other letters adds no label', () => {
  expect(labels('Wells. (A) Weight. (B) Plate. T: treated, C: control.')).toBe('A B')
})
