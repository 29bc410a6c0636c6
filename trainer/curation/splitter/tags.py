"""Tags of the caption tagger, one for each character: whose is this text, seen from the markers?

M a marker, S text of all panels, P of the marker before it, N of the marker after it, C of all
markers of its sentence, X of nobody (commas and conjunctions of a list).
"""

import re

TAGS = 'MSPNCX'
WEIGHTS = [1.5, 1.0, 1.0, 1.5, 1.5, 0.5]


def sentences(text):
    """Rough sentence spans; only used to say which markers share a sentence."""
    spans, start = [], 0
    for match in re.finditer(r'[.!?]["”’\')\]]{0,2}(?=\s+(?:[(\["“*]?[A-Z0-9(]|[a-z][\s,.:)–-]))', text):
        before = text[start : match.end()]
        if re.search(r'(?:\b[A-Z]|Figs?|et al|e\.g|i\.e|vs|cf|ca|approx|sp|spp|cv|var|no)\.$', before):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return spans


def from_owners(text, markers, owner_of, labels):
    """Tags from owners.

    markers: (start, end, labels) in order. owner_of: for each character a frozenset of labels, or
    None for nobody. labels: all labels of the figure. Returns a string of tags, one a character.
    """
    everything = frozenset(labels)
    tags = []
    bounds = sentences(text)
    at = 0
    for i in range(len(text)):
        while at < len(bounds) - 1 and i >= bounds[at][1]:
            at += 1
        inside = next((m for m in markers if m[0] <= i < m[1]), None)
        if inside and owner_of[i] is None:
            tags.append('M')
            continue
        owner = owner_of[i]
        if not owner:
            tags.append('X')
            continue
        start, end = bounds[at]
        here = [m for m in markers if start <= m[0] < end]
        union = frozenset(label for m in here for label in m[2])
        before = next((frozenset(m[2]) for m in reversed(markers) if m[1] <= i), None)
        after = next((frozenset(m[2]) for m in markers if m[0] > i), None)
        if owner == everything and (union != everything or len(here) < 2):
            tags.append('S')
        elif owner == before:
            tags.append('P')
        elif owner == after:
            tags.append('N')
        elif len(here) > 1 and (owner == union or (owner > (before or frozenset()) and owner <= everything)):
            tags.append('C')
        elif owner == everything:
            tags.append('S')
        else:
            # Text of some earlier panel or an odd set: nearest in overlap, else unknown.
            choices = [(len(owner & s) / len(owner | s), t) for s, t in ((before, 'P'), (after, 'N'), (union, 'C')) if s]
            best = max(choices, default=(0, '?'))
            tags.append(best[1] if best[0] >= 0.5 else '?')
    return ''.join(tags)
