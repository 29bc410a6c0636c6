"""How a generated figure names its panels: alphabets, marker forms, ranges and lists."""

import random

from phrases import ROMAN


class Labels:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def alphabet(self):
        """(family, labels) of a figure: letters mostly."""
        n = self.r.choices([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16], [22, 16, 17, 9, 10, 5, 7, 3, 3, 4, 2, 2])[0]
        kind = self.r.choices(['upper', 'lower', 'roman', 'Roman', 'number', 'A1'], [50, 38, 3, 2, 4, 3])[0]
        if kind == 'upper':
            return kind, [chr(65 + i) for i in range(n)]
        if kind == 'lower':
            return kind, [chr(97 + i) for i in range(n)]
        if kind == 'number':
            return kind, [str(i + 1) for i in range(n)]
        if kind == 'A1':
            return kind, [f'{c}{i}' for c in 'ABCDEFGH'[: max(1, (n + 1) // 2)] for i in (1, 2)][: max(n, 2)]
        n = min(n, 8)
        labels = ROMAN[:n]
        return kind, labels if kind == 'roman' else [x.upper() for x in labels]

    def form(self, family, first=True):
        """How markers of one caption are written; `{}` is the label list."""
        if not first:
            return self.r.choices(['({})', '[{}]', '(panel {})', '({})', '(Fig. 1{})'], [88, 3, 3, 4, 2])[0]
        if family == 'number':
            return self.r.choice(['({})', '{})', '{}.', '({}):', '{}:'])
        forms = ['({})', '({}),', '({}):', '({}).', '[{}]', '{})', '{}.', '{}:', '{},', '{} -', '{} –', '{}', 'Panel {}:', 'Panel {}.', 'Panel {}', 'Fig. 1{}:', '{} =', '{};', '({}) -', 'Figure 2{}.', '{}):', 'Panel {})']
        weights = [40, 4, 4, 2, 3, 8, 6, 8, 6, 2, 2, 14 if family in ('lower', 'upper') else 2, 2, 1, 1, 1, 1, 0.5, 1, 1, 1, 1]
        return self.r.choices(forms, weights)[0]

    def names(self, labels):
        """Labels as a list: a range when they run, else commas or "and"."""
        if len(labels) == 1:
            return labels[0]
        runs = len(labels) > 2 and all(len(x) == 1 for x in labels) and all(ord(b) - ord(a) == 1 for a, b in zip(labels, labels[1:]))
        if (runs and self.r.random() < 0.85) or (len(labels) == 2 and self.r.random() < 0.12):
            return labels[0] + self.r.choice(['–', '-', '–', '-', ' to ', ' - ', '—']) + labels[-1]
        if len(labels) == 2:
            return self.r.choice(['{}, {}', '{},{}', '{} and {}', '{} & {}', '{}/{}', '{}, {}', '{} and {}']).format(*labels)
        if self.r.random() < 0.4:
            return ', '.join(labels[:-1]) + self.r.choice([' and ', ', and ', ' & ']) + labels[-1]
        return self.r.choice([', ', ',']).join(labels)

    def mark(self, form, labels):
        return (form.format(self.names(labels)), 'M')

    def cut(self, labels):
        """A figure's labels in groups of one, sometimes two to four."""
        groups, rest = [], list(labels)
        joint = self.r.random() < 0.3
        while rest:
            n = min(len(rest), self.r.choice([1, 1, 1, 2, 3, 4]) if joint else 1)
            groups.append(rest[:n])
            rest = rest[n:]
        return groups if len(groups) > 1 else [[x] for x in labels]
