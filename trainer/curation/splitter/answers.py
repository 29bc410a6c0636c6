"""What a language model is to answer in the paper's format: for each panel the spans of the caption that are its text.

    .venv/bin/python trainer/curation/splitter/prepare.py
    .venv/bin/python trainer/curation/splitter/answers.py

Real captions are answered by the shipped splitter (`histocorpus split`), those of the training part of the gold by hand. Writes
to .training/splitter/: answers.jsonl (text, entries: spans of each panel, kind) and pieces.json (the tokenizer: 6,000 byte pairs,
cased, since "A" and "a" name different panels). Reads real.jsonl, which leaves out every article that tunes or is frozen.
"""

import argparse
import json
import re
import subprocess
from pathlib import Path

from tokenizers import Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE

from generate import Maker
from tags import sentences

END = '<|endoftext|>'
SIZE = 6000
WHERE = re.compile(r'top left|top right|bottom left|bottom right|left|right|middle|center|top|bottom|upper|lower', re.I)


class Named(str):
    """A marker's text with the labels it names."""

    labels = ()


class Answered(Maker):
    """Captions of `generate.py` with the spans of each panel in place of tags."""

    def mark(self, form, labels):
        text = Named(form.format(self.names(labels)))
        text.labels = tuple(labels)
        return (text, 'M')

    def answered(self):
        """`(text, entries)`: entries are lists of [start, end), panels of the same text once; one entry for a single picture."""
        styles = [self.first, self.inside, self.last, self.sentences_last, self.matrix, self.position, self.respectively, self.single]
        chunks = self.r.choices(styles, [30, 10, 17, 6, 12, 8, 5, 12])[0]()
        text, placed = '', []
        for chunk, tag in chunks:
            plain = chunk.strip()
            if not plain:
                continue
            if text and not re.match(r'[,;.:)]', plain):
                text += ' '
            placed.append((len(text), len(text) + len(plain), tag, labels_of(chunk, tag)))
            text += plain
        return text, entries_of(text, placed)


def labels_of(chunk, tag):
    if tag != 'M':
        return ()
    if isinstance(chunk, Named):
        return chunk.labels
    where = WHERE.search(chunk)
    return (where[0].lower(),) if where else ()


def entries_of(text, placed):
    """Spans of each label from chunks `(start, end, tag, labels)`; tags as in tags.py."""
    markers = [(start, labels) for start, _, tag, labels in placed if labels]
    everyone = list(dict.fromkeys(label for _, labels in markers for label in labels))
    if not everyone:
        return [[[0, len(text)]]]
    bounds = sentences(text)
    spans = {label: [] for label in everyone}
    for start, end, tag, _ in placed:
        if tag == 'S':
            owners = everyone
        elif tag == 'P':
            owners = next((labels for at, labels in reversed(markers) if at < start), ())
        elif tag == 'N':
            owners = next((labels for at, labels in markers if at >= start), ())
        elif tag == 'C':
            here = next(b for b in bounds if start < b[1])
            owners = {label for at, labels in markers if here[0] <= at < here[1] for label in labels}
        else:
            owners = ()
        for label in owners:
            if spans[label] and spans[label][-1][1] + 1 >= start:
                spans[label][-1][1] = end
            else:
                spans[label].append([start, end])
    return distinct(spans.values())


def distinct(spans):
    """Each list of spans once, in the order of the panels."""
    return [list(map(list, one)) for one in dict.fromkeys(tuple(map(tuple, s)) for s in spans) if one]


def begins_of(text, offsets):
    """Whether a word begins at each token, as splitters/generative/index.ts asks."""
    return [start == 0 or not text[start - 1].isalnum() for start, _ in offsets]


def target(text, entries, offsets):
    """Token indices of each entry: whole words (with the signs that hang on them) of which it owns half the letters or more."""
    begins = begins_of(text, offsets)
    groups = []
    for index, first in enumerate(begins):
        if first or not groups:
            groups.append([])
        groups[-1].append(index)
    out = []
    for spans in entries:
        owned = bytearray(len(text))
        for start, end in spans:
            owned[start:end] = b'\1' * (end - start)
        chosen = []
        for group in groups:
            start, end = offsets[group[0]][0], offsets[group[-1]][1]
            letters = [i for i in range(start, end) if text[i].isalnum()] or range(start, end)
            if 2 * sum(owned[i] for i in letters) >= max(1, len(letters)):
                chosen.append(group)
        if chosen:
            out.append(chosen)
    return out


def split(records):
    """The shipped splitter's panels for `[{id, caption}]`."""
    feed = '\n'.join(json.dumps(r) for r in records)
    run = subprocess.run(['npx', 'histocorpus', 'split'], input=feed, capture_output=True, text=True, check=True)
    return {r['id']: r for r in map(json.loads, run.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--work', type=Path, default=Path('.training/splitter'))
    args = parser.parse_args()
    real = [json.loads(line) for line in (args.work / 'real.jsonl').open()]
    found = split([{'id': str(i), 'caption': r['text']} for i, r in enumerate(real) if r['kind'] != 'unsure'])
    rows = []
    for i, r in enumerate(real):
        if r['kind'] == 'unsure':
            continue
        answer = found[str(i)]
        if r['kind'] == 'gold':
            entries = gold_entries(r)
        else:
            entries = distinct(p['spans'] for p in answer['panels']) if answer['multi'] else [[[0, len(r['text'])]]]
        kind = r['kind'] if r['kind'].startswith('gold') else 'multi' if answer['multi'] else 'single'
        if r['kind'] == 'gold-single':
            entries = [[[0, len(r['text'])]]]
        if entries:
            rows.append({'text': r['text'], 'entries': entries, 'kind': kind})
    (args.work / 'answers.jsonl').write_text(''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in rows))
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.train_from_iterator(
        (' ' + r['text'] for r in real),
        trainers.BpeTrainer(vocab_size=SIZE, special_tokens=[END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False),
    )
    tokenizer.save(str(args.work / 'pieces.json'), pretty=False)
    print(len(rows), 'captions', {k: sum(r['kind'] == k for r in rows) for k in ('multi', 'single', 'gold', 'gold-single')})


def gold_entries(r):
    """Spans from the hand-made owners that prepare.py keeps beside the tags."""
    return distinct(r['owners'].values())


if __name__ == '__main__':
    main()
