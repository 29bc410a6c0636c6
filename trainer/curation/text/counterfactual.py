"""Generated captions whose species does not hang on a word: the same sentence told of a person, of an
animal, or of nobody in particular, with antibody hosts, reagents, diseases, genes and shapes that
point the other way. Every record also carries the organ and the stain it was made with.
"""

import random

import slots as S


def pick(rng, text):
    options = [part.strip() for line in text.split('\n') for part in line.split('|')]
    return rng.choice(options)


class Generator:
    """taxa: {'vertebrates': [...], 'plants': [...]}, the name lists of the species filter."""

    def __init__(self, taxa, seed=0):
        self.rng = random.Random(seed)
        self.animals = [a for a in taxa['vertebrates'] if ' ' not in a or self.rng.random() < 0.5]
        self.plants = taxa['plants']

    def fill(self, text, topic, line='human'):
        rng = self.rng
        for _ in range(3):  # slots may hold slots
            if '{' not in text:
                break
            host, host2 = rng.sample(S.HOSTS.split('|')[:-1], 2)
            animal = rng.choice(self.animals) if rng.random() < 0.6 else pick(rng, S.COMMON)
            gene = pick(rng, S.GENES)
            disease = pick(rng, S.DISEASES[topic])
            values = {
                'o': pick(rng, S.ORGANS[topic]), 'd': disease, 'D': disease[:1].upper() + disease[1:],
                'm': pick(rng, S.MARKERS), 'a': animal, 'h': host, 'h2': host2, 'n': rng.randint(2, 28),
                'age': rng.randint(2, 86), 'e': rng.randint(8, 18), 's': pick(rng, S.MOUSE_STRAINS),
                'r': pick(rng, S.RAT_STRAINS), 'b': pick(rng, S.BREEDS), 'p': rng.choice(self.plants),
                'g0': gene, 'g': gene + rng.choice(['-/-', '−/−', '+/-', ' knockout', ' null', 'fl/fl', '-deficient']),
                'l': pick(rng, S.HUMAN_LINES if line == 'human' else S.ANIMAL_LINES),
                'sex': rng.choice('man woman male female boy girl lady gentleman'.split()),
            }
            text = text.format_map(values)
        return text

    def stain(self, topic):
        kind = self.rng.choices(list(S.STAINS), [3, 3, 3, 2, 2])[0]
        return kind, self.fill(pick(self.rng, S.STAINS[kind]), topic)

    def subject(self, side):
        rng = self.rng
        if side == 'human':
            return pick(rng, S.PEOPLE)
        return pick(rng, S.LAB_SUBJECTS if rng.random() < 0.55 else S.ANIMAL_SUBJECTS)

    def sentence(self, side, topic):
        """One panel: text with its stain class. side: human, animal, none."""
        rng = self.rng
        organ, disease = pick(rng, S.ORGANS[topic]), pick(rng, S.DISEASES[topic])
        kind, stain = self.stain(topic)
        trap = ''
        if rng.random() < 0.6 and side != 'none':
            trap = pick(rng, S.HUMAN_TRAPS if side == 'human' else S.ANIMAL_TRAPS)
        elif rng.random() < 0.25:
            trap = rng.choice(['{h} anti-{m}', 'normal {h} serum', 'anti-{h} IgG conjugate', '{h} monoclonal anti-{m}'])
        who = self.subject(side) if side != 'none' else rng.choice(['the control', 'the lesion', 'group 2', 'this region', 'another field'])
        sample = pick(rng, S.HUMAN_SAMPLES) if side == 'human' and rng.random() < 0.3 else ''
        frame = rng.choice([
            '{O} of {w}: {d}{t}{s}.', '{D} in the {o} of {w}{t}{s}.', 'Section of the {o} from {w}, showing {d}{t}{s}.',
            '{W}. {D} of the {o}{t}{s}.', 'Representative images of {o} in {w}{t}{s}; {d} is marked by arrows.',
            'Histology of the {o} ({w}) with {d}{t}{s}.', '{S} {o}, {w}{t}: {d}.', 'Photomicrograph of the {o} of {w}{t}{s}. Note {d}.',
        ])
        if sample:
            frame = rng.choice(['{P} of the {o}: {d}{t}{s}.', '{D}, {p}{t}{s}.', '{O}, {p}, {d}{t}{s}.'])
        values = {
            'o': organ, 'O': organ[:1].upper() + organ[1:], 'd': disease, 'D': disease[:1].upper() + disease[1:],
            'w': who, 'W': who[:1].upper() + who[1:], 'p': sample, 'P': sample[:1].upper() + sample[1:],
            's': rng.choice([' ({}), ', '; {}', ', {}', '. {}']).format(stain).rstrip(', ') if stain else '',
            'S': stain[:1].upper() + stain[1:], 't': rng.choice([', ', '; ', ' (']) + trap if trap else '',
        }
        text = frame.format_map(values)
        if trap and ' (' + trap in text:
            text = text.replace(' (' + trap, ' (' + trap + ')')
        return self.fill(text, topic, 'human'), kind

    def record(self):
        """{caption, title, human, animal (0/1), topic, stains}; None where a head has no truth."""
        rng = self.rng
        topic = rng.choice(list(S.ORGANS))
        roll = rng.random()
        title, human, animal, stains = '', 0, 0, None
        if roll < 0.52:  # one subject
            side = rng.choice(['human', 'animal'])
            caption, kind = self.sentence(side, topic)
            stains, human, animal = [kind], int(side == 'human'), int(side == 'animal')
            if rng.random() < 0.5:
                title = self.title(rng.choice([side, 'none', 'none']), topic)
        elif roll < 0.72:  # caption says nothing, the title tells
            side = rng.choice(['human', 'animal', 'none'])
            caption, kind = self.sentence('none', topic)
            stains, human, animal = [kind], int(side == 'human'), int(side == 'animal')
            title = self.title(side, topic)
        elif roll < 0.82:  # two panels
            a, b = rng.choice([('human', 'animal'), ('animal', 'human'), ('human', 'human'), ('animal', 'animal')])
            (one, k1), (two, k2) = self.sentence(a, topic), self.sentence(b, topic)
            caption = f'(A) {one} (B) {two}'
            stains = sorted({k1, k2} - {'unspecified'}) or ['unspecified']
            human, animal = int('human' in (a, b)), int('animal' in (a, b))
        elif roll < 0.92:  # cells
            side = rng.choice(['human', 'animal'])
            cells = self.fill(pick(rng, S.HUMAN_CELLS if side == 'human' else S.ANIMAL_CELLS), topic, side)
            kind, stain = self.stain(topic)
            trap = self.fill(pick(rng, S.HUMAN_TRAPS.split('\n')[0] + '|' + S.HUMAN_TRAPS.split('\n')[2]), topic) if rng.random() < 0.5 else ''
            caption = rng.choice(['{c} treated with {m} for 24 h{t}. {s}', 'Expression of {m} in {c}{t}; {s}', '{c}, {s}{t}']).format(
                c=cells, m=pick(rng, S.MARKERS), s=stain, t=', ' + trap if trap else '')
            topic, human, animal = None, int(side == 'human'), int(side == 'animal')
        else:  # neither people nor beasts
            text = S.PLANTS if rng.random() < 0.5 else S.MICROBES
            kind, stain = self.stain(topic)
            caption = f'{self.fill(pick(rng, text), topic)}, {stain}'
            caption, topic, animal = caption[:1].upper() + caption[1:], 'other', 1
        if title and rng.random() < 0.4 and roll >= 0.52 and roll < 0.72 and side != 'none':
            title += '. ' + self.title(side, topic or 'lung')  # an abstract says it again
        return {'caption': caption, 'title': title, 'human': human, 'animal': animal, 'topic': topic, 'stains': stains}

    def title(self, side, topic):
        text = {'human': S.HUMAN_TITLES, 'animal': S.ANIMAL_TITLES, 'none': S.SILENT_TITLES}[side]
        return self.fill(pick(self.rng, text), topic)


if __name__ == '__main__':
    import json
    from pathlib import Path

    root = Path(__file__).resolve().parents[3]
    names = json.loads((root / 'filters/species/lexicon/taxa.json').read_text('utf-8'))
    generator = Generator({kind: text.split(',') for kind, text in names.items()}, seed=1)
    for _ in range(30):
        print(json.dumps(generator.record(), ensure_ascii=False))
