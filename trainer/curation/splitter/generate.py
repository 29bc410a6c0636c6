"""Captions made of real parts in many styles, with exact tags: what real captions are too few of.

    .venv/bin/python trainer/curation/splitter/generate.py --show 20

`Maker(parts, seed).caption()` gives (text, tags); parts come from prepare.py. Styles: panels first,
last, in a sentence, two-way matrices, nested letters, positions, "respectively", subset bars, and
captions of one panel with every trap we know (structure letters, lanes, steps, vitamin D, genus
initials, sides of a picture). Marker forms vary within the styles: that variety is what makes the
tagger hold on other publishers.
"""

import argparse
import json
import re
from pathlib import Path

from labels import Labels
from phrases import CARRIERS, GROUPS, LEGENDS, REFERENCES, ROMAN, TAILS, TRAPS, UNITS


class Maker(Labels):
    def __init__(self, parts, seed):
        super().__init__(seed)
        self.parts = parts

    # --- building blocks: a caption is a list of (text, tag) -------------------------------------
    def pick(self, kind):
        return self.r.choice(self.parts[kind])

    def phrase(self, words=8):
        if self.r.random() < 0.3:
            return self.r.choice(self.r.choice(GROUPS))
        if self.r.random() < 0.35:
            return self.r.choice(self.r.choice(self.parts['lists'])['items'])[:90]
        text = self.pick('phrases')
        return text[0].lower() + text[1:] if self.r.random() < 0.5 and text[1:2].islower() else text

    def items(self, n):
        """n short texts that differ, alike when a group has enough of them."""
        fit = [g for g in GROUPS if len(g) >= n]
        if fit and self.r.random() < 0.5:
            return self.r.sample(self.r.choice(fit), n)
        if self.r.random() < 0.35:
            fit = [l for l in self.r.sample(self.parts['lists'], 40) if len(l['items']) >= n]
            if fit:
                return self.r.choice(fit)['items'][:n]
        return [self.phrase() for _ in range(n)]

    def text(self):
        text = self.pick('texts')
        if self.r.random() < 0.25:
            text += ' ' + self.pick('texts')
        if self.r.random() < 0.06:
            text += ' ' + self.r.choice(LEGENDS)
        if self.r.random() < 0.04:
            text += ' ' + self.r.choice(TRAPS)
        return text

    def title(self, out, chance=0.8):
        if self.r.random() < chance:
            text = self.pick('titles')
            if self.r.random() < 0.15:
                text = text.rstrip('.') + self.r.choice([':', '.', ' .', ''])
            out.append((text, 'S'))
        if self.r.random() < 0.06:
            out.append((self.r.choice(LEGENDS + TRAPS), 'S'))

    def suffix(self, out, labels, chance=0.5):
        r = self.r
        if r.random() < 0.22 and len(labels) > 1:
            self.bars(out, labels)
        if r.random() < chance:
            for _ in range(r.choice([1, 1, 1, 2, 2, 3])):
                out.append((r.choice([self.pick('suffixes'), self.pick('suffixes'), r.choice(LEGENDS), 'Scale bar, ' + r.choice(UNITS) + '.', 'Original magnification ' + r.choice(UNITS) + '.', 'All images were taken at the same magnification.', 'Data are means ± SD.', 'Bars = ' + r.choice(UNITS) + '.']), 'S'))

    def bars(self, out, labels):
        """Closing measures for subsets: "Bars: 50 µm (A, B); 10 µm (C)"."""
        r = self.r
        at = r.randint(1, len(labels) - 1)
        sets = [labels[:at], labels[at:]]
        if r.random() < 0.3:
            sets = [labels[::2], labels[1::2]]
        if r.random() < 0.25:
            sets = [r.sample(labels, min(len(labels), r.randint(1, 3)))]
            sets[0].sort()
        head = r.choice(['Scale bars', 'Bars', 'Scale bar', 'Magnification', 'Original magnification', 'Scale bars represent', 'Bar', 'Stain: '])
        style = r.randrange(5)
        if style == 0:  # Bars: 50 µm (A, B), 10 µm (C).
            out.append((head + r.choice([':', '', ' =', ',']), 'C'))
            for i, s in enumerate(sets):
                out += [(r.choice(UNITS), 'N'), self.mark('({})', s), (', ' if i < len(sets) - 1 and r.random() < 0.6 else '; ' if i < len(sets) - 1 else '.', 'X')]
        elif style == 1:  # Bars in A and B = 50 µm; bar in C = 10 µm.
            for i, s in enumerate(sets):
                out += [(head if i == 0 or r.random() < 0.4 else '', 'C' if i == 0 and len(sets) > 1 else 'P'), (r.choice(['in', 'for', 'in panels']), 'X'), self.mark('{}', s), (r.choice(['= ', 'indicate ', 'is ', ': ']) + r.choice(UNITS), 'P'), (';' if i < len(sets) - 1 else '.', 'X')]
        elif style == 2:  # (A, B) ×200; (C) ×400.
            form = r.choice(['({})', '{}:', '{},', '({}):'])
            for i, s in enumerate(sets):
                out += [self.mark(form, s), (r.choice(['', 'original magnification ', 'scale bar ', 'bar = ']) + r.choice(UNITS), 'P'), (r.choice([';', ',']) if i < len(sets) - 1 else '.', 'X')]
        elif style == 3:  # Scale bars: A–B, 50 µm; C, 10 µm.
            out.append((head + ':', 'C'))
            for i, s in enumerate(sets):
                out += [self.mark(r.choice(['{},', '{}:', '{} =', '({})']), s), (r.choice(UNITS), 'P'), (';' if i < len(sets) - 1 else '.', 'X')]
        else:  # Sections in A and C were stained with H&E.
            s = sets[0]
            out += [(r.choice(['Sections in', 'Arrows in', 'In', 'The data in', 'Images']), 'P' if False else 'N'), self.mark(r.choice(['{}', '({})']), s), (r.choice(['were stained with H&E.', 'point to nuclei.', 'are from the same patient.', 'show the mean of three experiments.']), 'P')]

    # --- styles --------------------------------------------------------------------------------
    def first(self):
        r, out = self.r, []
        family, labels = self.alphabet()
        form = self.form(family)
        short = r.random() < 0.45
        self.title(out)
        groups = self.cut(labels)
        header = len(labels) >= 4 and r.random() < 0.12
        stop = r.choice([';', ',', '.', ';', ',']) if short else ''
        for i, g in enumerate(groups):
            if header and i == 0:
                at = r.randint(2, len(labels) - 1)
                out += [self.mark(form, labels[:at]), (self.pick('titles'), 'P')]
            closing = i == len(groups) - 1
            if short:
                out += [self.mark(form, g)]
                if form == '({})' and r.random() < 0.06:
                    out[-1] = (f'({self.names(g)}', 'M')
                    out += [(', ' + self.phrase(), 'P'), (')', 'M')]
                out += [(self.phrase() + ('.' if closing else ''), 'P')]
                if not closing:
                    out.append((stop + (' and' if i == len(groups) - 2 and r.random() < 0.4 else ''), 'X'))
            else:
                text = self.text()
                if r.random() < 0.08:
                    text += ' ' + r.choice(REFERENCES).format(r.choice(labels))
                if r.random() < 0.05:
                    text = text.rstrip('.') + r.choice([' (left) and controls (right).', ' (top) versus controls (bottom).', '. Left, control; right, treated.'])
                out += [self.mark(form, g), (text, 'P')]
                if len(g) > 1 and r.random() < 0.3:  # (B, C) x in y (B) and z (C).
                    names = self.items(len(g))
                    out.append((r.choice(['Shown are', 'Staining in', 'Results for', 'Images of']), 'C'))
                    for j, label in enumerate(g):
                        out += [(names[j], 'N'), self.mark('({})', [label]), ('.' if j == len(g) - 1 else ' and' if j == len(g) - 2 else ',', 'X')]
        self.suffix(out, labels)
        return out

    def inside(self):
        """stained with (A) x, (B) y and (C) z in tail."""
        r, out = self.r, []
        family, labels = self.alphabet()
        labels = labels[: r.choice([2, 3, 4, 5, 6])]
        self.title(out)
        form = r.choices(['({})', '{})', '[{}]', '{}'], [70, 12, 4, 14 if family == 'lower' else 3])[0]
        self.inline(out, labels, form)
        self.suffix(out, labels)
        return out

    def inline(self, out, labels, form):
        r = self.r
        out.append((r.choice(CARRIERS) if r.random() < 0.6 else self.pick('lists')['carrier'], 'C'))
        names = self.items(len(labels))
        for i, label in enumerate(labels):
            out += [self.mark(form, [label]), (names[i], 'P')]
            if i < len(labels) - 1:
                out.append((' and' if i == len(labels) - 2 else r.choice([',', ',', ';']), 'X'))
        out.append((r.choice(TAILS) + '.' if r.random() < 0.4 else '.', 'C'))

    def last(self):
        """carrier x (A), y (B) and z (C) tail."""
        r, out = self.r, []
        family, labels = self.alphabet()
        if family == 'number' and r.random() < 0.7:
            family, labels = 'upper', [chr(65 + i) for i in range(len(labels))]
        self.title(out, 0.6)
        form = self.form(family, first=False)
        groups = self.cut(labels)
        while groups:
            n = min(len(groups), r.choice([2, 2, 3, 4, 5])) if len(groups) > 3 else len(groups)
            part, groups = groups[:n], groups[n:]
            if len(groups) == 1:
                part, groups = part + groups, []
            self.listed(out, part, form)
        if r.random() < 0.3:
            out.append((self.pick('texts'), 'S'))
        self.suffix(out, labels)
        return out

    def listed(self, out, groups, form):
        r = self.r
        bare = r.random() < 0.25
        if not bare:
            out.append((r.choice(CARRIERS) if r.random() < 0.6 else self.pick('lists')['carrier'], 'C'))
        names = self.items(len(groups))
        for i, g in enumerate(groups):
            text = names[i][0].upper() + names[i][1:] if bare and i == 0 else names[i]
            if r.random() < 0.05:
                text += r.choice([' (T)', ' (n = 10)', ' (red)', ' (HE)', ' (P < 0.05)'])
            out += [(text, 'N'), self.mark(form, g)]
            if i < len(groups) - 1:
                out.append((' and' if i == len(groups) - 2 else r.choice([',', ',', ';']), 'X'))
        tail = r.random()
        out.append((r.choice(TAILS) + '.' if tail < 0.4 else self.r.choice(self.parts['lists'])['tail'] or '.' if tail < 0.5 else '.', 'C'))

    def sentences_last(self):
        r, out = self.r, []
        _, labels = self.alphabet()
        labels = labels[:6]
        self.title(out, 0.6)
        form = self.form('upper', first=False)
        for g in self.cut(labels):
            text = self.pick('texts')
            if r.random() < 0.25:
                out += [(text, 'N'), self.mark(form, g)]
            else:
                out += [(text.rstrip('.'), 'N'), self.mark(form, g), ('.', 'X')]
        self.suffix(out, labels)
        return out

    def matrix(self):
        r, out = self.r, []
        rows, columns = r.choice([(2, 2), (2, 3), (3, 2), (2, 4), (3, 3), (4, 2), (4, 3), (3, 4), (4, 4)])
        base = r.choice([65, 97])
        grid = [[chr(base + i * columns + j) for j in range(columns)] for i in range(rows)]
        if r.random() < 0.2:
            grid = [list(x) for x in zip(*[[chr(base + i * rows + j) for j in range(rows)] for i in range(columns)])]
        labels = [x for row in grid for x in row]
        self.title(out)
        lists = [grid, [list(c) for c in zip(*grid)]]
        r.shuffle(lists)
        style = r.randrange(3)
        if r.random() < 0.2:
            out += [self.mark('({})', labels), (self.pick('titles'), 'P')]
        for k, groups in enumerate(lists):
            if style == 0:
                self.listed(out, groups, '({})')
            elif style == 1:
                form = r.choice(['({})', '{}:', '{},', '({}),', '{}', '({}):'])
                names = self.items(len(groups))
                for i, g in enumerate(groups):
                    out += [self.mark(form, g), (names[i] + ('.' if i == len(groups) - 1 else ''), 'P')]
                    if i < len(groups) - 1:
                        out.append((r.choice([',', ';', '.']), 'X'))
            else:
                out.append((r.choice(CARRIERS), 'C'))
                names = self.items(len(groups))
                for i, g in enumerate(groups):
                    out += [(names[i], 'N'), self.mark('({})', g), (',' if i < len(groups) - 1 else '.', 'X')]
        self.suffix(out, labels)
        return out

    def nested(self):
        r, out = self.r, []
        n = r.choice([2, 3, 3, 4, 5])
        upper = r.random() < 0.65
        outer = [chr((65 if upper else 97) + i) for i in range(n)]
        kind = r.choice(['roman', 'lower', 'number', 'joined', 'joined'] if upper else ['roman', 'number', 'joined', 'upper'])
        form = r.choices(['({})', '{}.', '{}', '{})', '{}:', 'Panel {}.'], [60, 8, 18, 6, 6, 2])[0]
        self.title(out)
        every = []
        chosen = [r.random() < 0.5 for _ in outer]
        chosen[r.randrange(n)] = True
        for label, deep in zip(outer, chosen):
            out += [self.mark(form, [label])]
            if not deep:
                out.append((self.text(), 'P'))
                every.append(label)
                continue
            m = r.choice([2, 2, 3, 3, 4, 6])
            inner = {'roman': ROMAN, 'lower': 'abcdef', 'upper': 'ABCDEF', 'number': '123456', 'joined': '123456'}[kind][:m]
            inner = [label + x for x in inner] if kind == 'joined' else list(inner)
            every += [x if kind == 'joined' else label + x for x in inner]
            # The heading of a nested panel is all of its inner panels' text.
            if r.random() < 0.5:
                out.append((self.pick('texts'), 'P'))
            if r.random() < 0.5:
                self.listed(out, [[x] for x in inner], '({})')
            else:
                inline = r.choice(['({})', '({})', '{})', '{}:'])
                names = self.items(m)
                for i, x in enumerate(inner):
                    out += [self.mark(inline, [x]), (names[i], 'P'), (r.choice([',', ';']) if i < m - 1 else '.', 'X')]
        self.suffix(out, every)
        return out

    def position(self):
        r, out = self.r, []
        where = r.choice([['left', 'right'], ['left', 'middle', 'right'], ['top', 'bottom'], ['upper', 'lower'], ['top', 'middle', 'bottom'], ['upper', 'middle', 'lower'], ['left', 'center', 'right'], ['top left', 'top right', 'bottom left', 'bottom right']])
        thing = r.choice(['', '', '', ' panel', ' panels', ' row', ' image', ' column'])
        self.title(out, 0.6)
        style = r.randrange(4)
        names = self.items(len(where))
        if style == 0:
            self.listed(out, [[w] for w in where], '({})' if not thing else '({}' + thing + ')')
        elif style == 1:
            form = r.choice(['{}:', '({})', '{},', '({}):'])
            for i, w in enumerate(where):
                w = (w[0].upper() + w[1:] if r.random() < 0.7 or i == 0 else w) + thing
                out += [(form.format(w), 'M'), (names[i] + '.', 'P')]
        elif style == 2:
            for i, w in enumerate(where):
                out += [(('The ' if i == 0 else r.choice(['the ', 'The '])) + w + (thing or ' panel'), 'M'), (r.choice(['shows ', 'indicates ', 'displays ']) + names[i], 'P'), ('.' if i == len(where) - 1 else r.choice([', and', ';', '.']), 'X')]
        else:
            out.append((r.choice(CARRIERS), 'C'))
            for i, w in enumerate(where):
                out += [(names[i], 'N'), (f'({r.choice(["", "", "on the "])}{w}{thing})', 'M'), ('.' if i == len(where) - 1 else r.choice([' and', ',', ' versus']), 'X')]
        if r.random() < 0.5:
            out.append((self.pick('suffixes'), 'S'))
        return out

    def respectively(self):
        r, out = self.r, []
        _, labels = self.alphabet()
        n = r.choice([2, 2, 3, 4])
        labels = [chr(65 + i) for i in range(n + r.choice([0, 1, 2]))] if r.random() < 0.6 else [chr(97 + i) for i in range(n + r.choice([0, 1, 2]))]
        self.title(out)
        names = self.items(n)
        joined = ', '.join(names[:-1]) + ' and ' + names[-1]
        if r.random() < 0.5:
            out += [(f'{r.choice(CARRIERS)} {joined}', 'N'), (f'({self.names(labels[:n])}{r.choice([", respectively", ""])})', 'M'), ('.' if r.random() < 0.5 else ', respectively.', 'C')]
        else:
            out += [self.mark('({})', labels[:n]), (f'{r.choice(CARRIERS)} {joined}, respectively.', 'P')]
        for label in labels[n:]:
            out += [self.mark('({})', [label]), (self.text(), 'P')]
        self.suffix(out, labels)
        return out

    def single(self):
        r = self.r
        text = self.pick('singles') if r.random() < 0.55 else self.pick('titles') + ' ' + self.text()
        for _ in range(r.choice([0, 1, 1, 2, 2])):
            extra = r.choice(TRAPS + LEGENDS)
            if r.random() < 0.15:
                extra = f'{self.pick("texts").rstrip(".")} ({r.choice("ABCDabcd")}).'
            text = f'{text} {extra}' if r.random() < 0.8 else f'{extra} {text}'
        return [(text, 'S')]

    def caption(self):
        r = self.r
        styles = [self.first, self.inside, self.last, self.sentences_last, self.matrix, self.nested, self.position, self.respectively, self.single]
        style = r.choices(styles, [24, 8, 15, 5, 11, 11, 7, 4, 15])[0]
        return join(style())

    def headline(self):
        return self.pick('titles')


def join(chunks):
    """Chunks to (text, tags), one space between unless punctuation leads."""
    text, tags = '', ''
    for chunk, tag in chunks:
        if not chunk:
            continue
        chunk = chunk.strip()
        if text and not re.match(r'[,;.:)]', chunk):
            text, tags = text + ' ', tags + 'X'
        text, tags = text + chunk, tags + tag * len(chunk)
    return text, tags


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--parts', default='.training/splitter/parts.json')
    parser.add_argument('--show', type=int, default=10)
    parser.add_argument('--seed', type=int, default=0)
    args = parser.parse_args()
    maker = Maker(json.loads(Path(args.parts).read_text()), args.seed)
    for _ in range(args.show):
        text, tags = maker.caption()
        shown, last = '', ''
        for c, t in zip(text, tags):
            shown += (f'[{t}]' if t != last and not c.isspace() else '') + c
            last = t if not c.isspace() else last
        print(shown, '\n')
